import { status } from '../ledger/folds/status.ts';
import type { Baseline } from '../roll/facts.ts';
import { type Roll, rolls } from '../ledger/folds/rolls.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import { inheritanceFrom } from './inheritance.ts';
import type { Session } from './session.ts';

/** What a command that moves an unfinished roll finds. */
export type Found =
  | { readonly kind: 'unfinished'; readonly roll: Roll }
  /** The one that was named has ended. */
  | { readonly kind: 'ended'; readonly roll: Roll }
  | { readonly kind: 'none' };

/**
 * The roll that somebody named, or, where nothing was named, the one that did not come to its end.
 *
 * @throws Failure `target-unknown` where no roll of this environment has that id
 */
export async function findUnfinished({ ledger, name }: Session, id: string | undefined): Promise<Found> {
  const facts = await ledger.facts({ environment: name });
  const { unfinished } = status(facts);
  if (unfinished !== undefined && (id === undefined || id === unfinished.id))
    return { kind: 'unfinished', roll: unfinished };
  if (id === undefined) return { kind: 'none' };
  const roll = rolls(facts).find((one) => one.id === id);
  if (roll !== undefined) return { kind: 'ended', roll };
  throw new Failure({
    code: 'target-unknown',
    what: `There is no roll ${id} of ${name}.`,
    state: UNTOUCHED,
    next: `bakeroll history ${name}`,
  });
}

/** Whether what is to be rolled goes on with the unfinished roll to the same; one with another version of the template named is a roll of its own. */
export function goesOnWith(
  unfinished: Roll | undefined,
  { kind, base }: { readonly kind: Roll['kind']; readonly base?: number | undefined },
): unfinished is Roll {
  return unfinished?.kind === kind && (base === undefined || base === unfinished.base);
}

/**
 * A group as the roll found it that did not come to its end, if there is one: its surge may stand now, and what is asked for is
 * what was asked for then.
 */
export async function unfinishedBaseline(
  { ledger, name }: Session,
  group: string,
): Promise<Baseline | undefined> {
  const facts = await ledger.facts({ environment: name });
  const { unfinished } = status(facts);
  return unfinished && inheritanceFrom(facts, unfinished.id, group)?.baseline;
}
