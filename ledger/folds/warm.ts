import type { Instant } from '../../world/clock.ts';
import type { Recorded } from '../facts.ts';
import type { RollFact } from '../roll-facts.ts';

/** Those of a group that rolls left in Standby, for a rollback in seconds. */
export interface Warm {
  readonly instances: readonly string[];
  readonly until: Instant;
  /** What they run. */
  readonly template: { readonly id: string; readonly version: number };
}

/** Who waits in Standby by the facts; whether they still do is seen in the group. */
export function warm(facts: readonly Recorded[], group: string): Warm | undefined {
  const waiting = new Map<string, Warm['template']>();
  const baselines = new Map<string, Warm['template']>();
  let until: Instant | undefined;
  for (const { roll = '', fact } of facts) {
    if (fact.type === 'warm-ended') for (const id of fact.instances) waiting.delete(id);
    if (fact.type !== 'roll-fact' || (fact.group !== undefined && fact.group !== group)) continue;
    const { fact: said } = fact;
    if (said.type === 'baseline') baselines.set(roll, said.baseline.template);
    if (said.type === 'warm') until = said.until;
    const template = baselines.get(roll);
    if (said.type === 'standing-by' && template) for (const id of said.instances) waiting.set(id, template);
    for (const id of goneBy(said)) waiting.delete(id);
  }
  const template = [...waiting.values()].at(-1);
  if (template === undefined || until === undefined) return undefined;
  return { instances: [...waiting.keys()], until, template };
}

function goneBy(fact: RollFact): readonly string[] {
  if (fact.type === 'called-back') return fact.instances;
  return fact.type === 'ending' ? [fact.instance] : [];
}
