import { type Status, status } from '../ledger/folds/status.ts';
import { Failure } from '../world/failure.ts';
import type { Session } from './session.ts';

/**
 * Refuses to go forward over a roll that rests on purpose: a person is to say how that one goes on (ROLL.md 7).
 *
 * @throws Failure `resting`, naming it with both commands
 */
export async function refuseResting({ ledger, name }: Session): Promise<void> {
  refuseRestingIn(status(await ledger.facts({ environment: name })), name);
}

/**
 * Refuses what is for an environment whose rolls have all come to their end.
 *
 * @throws Failure `resting`
 */
export function refuseUnfinished({ unfinished }: Status, name: string): void {
  if (unfinished === undefined) return;
  const { id, release, standing } = unfinished;
  throw new Failure({
    code: 'resting',
    what: `The roll ${id} to v${release} has not come to its end on ${name}.`,
    state: standing.at === 'under-way' ? 'Its last driver said nothing more.' : standing.state,
    next: waysOn(name, id),
  });
}

function waysOn(name: string, id: string): string {
  return `bakeroll resume ${name} ${id}   goes on; bakeroll abort ${name} ${id}   goes back`;
}

/** As `refuseResting`, of what was just read. @throws Failure `resting` */
export function refuseRestingIn({ unfinished }: Status, name: string): void {
  const standing = unfinished?.standing;
  if (unfinished === undefined || standing?.at !== 'unfinished' || standing.rests?.onPurpose !== true) return;
  const { id, release } = unfinished;
  throw new Failure({
    code: 'resting',
    what: `The roll ${id} to v${release} rests on ${name} on purpose: ${standing.rests.because}.`,
    state: standing.state,
    next: waysOn(name, id),
  });
}
