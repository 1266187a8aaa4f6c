import { rollFacts } from '../ledger/folds/memory.ts';
import { status } from '../ledger/folds/status.ts';
import type { Baseline, RollFact } from '../roll/facts.ts';
import type { Session } from './session.ts';

/**
 * The group as the roll found it that did not come to its end, if there is one: its surge may stand now, and what is asked for
 * is what was asked for then.
 */
export async function unfinishedBaseline({ ledger, name }: Session): Promise<Baseline | undefined> {
  const facts = await ledger.facts({ environment: name });
  const { unfinished } = status(facts);
  return unfinished && baselineIn(rollFacts(facts, unfinished.id));
}

export function baselineIn(facts: readonly RollFact[]): Baseline | undefined {
  return facts.find((fact) => fact.type === 'baseline')?.baseline;
}
