import type { World } from '../world/world.ts';
import type { Leave } from './ask.ts';
import type { Fleet } from './fleet.ts';
import type { Goal } from './goal.ts';
import { restedBy, type RollOutcome } from './outcome.ts';

/** After so many looks in vain a driver that was told to stop leaves. */
const VAIN = 3;

/** Ends a roll that AWS does not answer: after `deadline.back`, or soon once it was told to stop. */
export function silence({ clock }: World, { policy }: Goal) {
  let since = clock.now();
  let vain = 0;
  return (fleet: Fleet | undefined, leave: Leave | undefined): RollOutcome | undefined => {
    if (fleet !== undefined) [since, vain] = [fleet.at, 0];
    else vain += 1;
    const state = 'The state of the fleet is not known: AWS does not answer.';
    if (vain >= VAIN && leave !== undefined) {
      return restedBy(leave, ['the group could not be put to rest'], state);
    }
    if (clock.now() - since <= policy.deadline.back) return undefined;
    return {
      kind: 'stranded',
      because: 'AWS did not answer for the length of deadline.back',
      state,
      evidence: {},
    };
  };
}
