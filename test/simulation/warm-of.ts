import type { RollFact } from '../../roll/facts.ts';
import type { Warm } from '../../roll/goal.ts';

/** What the ledger would say of those that a roll left in Standby. */
export function warmOf(facts: readonly RollFact[]): Warm {
  const ended = facts.flatMap((fact) => (fact.type === 'ending' ? [fact.instance] : []));
  const sent = facts.flatMap((fact) => (fact.type === 'standing-by' ? fact.instances : []));
  const [template] = facts.flatMap((fact) => (fact.type === 'baseline' ? [fact.baseline.template] : []));
  if (template === undefined) throw new Error('no baseline');
  return { instances: [...new Set(sent)].filter((id) => !ended.includes(id)), until: 0, template };
}
