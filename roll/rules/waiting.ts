import type { Instant } from '../../world/clock.ts';
import type { Member } from '../fleet.ts';
import { sharedFailure } from '../outage.ts';
import { soakOf } from '../soaks.ts';
import type { View } from '../view.ts';
import { deadlineOf } from './deadline.ts';
import type { Rule } from './rule.ts';
import { drainEnd, isDrained } from './settings.ts';

/** Those on their way out are waited for, until `deadline.drain`; then the roll ends without them, and says so. */
export const waitForLeaving: Rule = (view) => {
  if (isDrained(view)) return undefined;
  const who = view.leaving.map(({ id }) => id).join(', ');
  return { kind: 'wait', for: `${who} to drain`, until: drainEnd(view) };
};

/** New ones that fail while those that served fail too are not to blame: nothing is launched, ended or put back for them; at the deadline it rests (ROLL.md 4). */
export const notThisImage: Rule = (view) => {
  const what = sharedFailure(view);
  return what === undefined
    ? undefined
    : { kind: 'wait', for: `the outage to end: ${what}`, until: deadlineOf(view) };
};

/** Nothing else answers: it waits for the new ones, and says for what. */
export const keepWaiting: Rule = (view) => {
  const { fresh, proven } = view;
  const coming = fresh.filter((member) => !proven.includes(member));
  const [first, ...more] = coming;
  if (first === undefined) return { kind: 'wait', for: missingIn(view), until: deadlineOf(view) };
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  const { what, until } = nextOf(first, view);
  return { kind: 'wait', for: `${first.id}${others} ${what}`, until };
};

/** Who is not there yet. Desired falls with an end alone: what the group still launches of the surge has to come before it goes. */
function missingIn({ proven, asked, fleet }: View): string {
  const missing = asked - proven.length;
  const { desired } = fleet.group;
  if (missing > 0 || desired <= asked) return `${Math.max(0, missing)} more to be launched`;
  return `the group to launch what is ended then: desired is ${desired}, and ${asked} are asked for`;
}

/** What comes next for a new instance, and until when at the latest. */
function nextOf({ id, life, healthy, reason }: Member, view: View): { what: string; until: Instant } {
  const { goal, memory, now } = view;
  const seen = memory.sightings.get(id);
  const { launch, healthy: wellBy } = goal.policy.deadline;
  const why = reason === undefined ? '' : ` (${reason})`;
  if (life !== 'serving') return { what: `to be in service${why}`, until: (seen?.first ?? now) + launch };
  if (!healthy) return { what: `to be healthy${why}`, until: (seen?.servingSince ?? now) + wellBy };
  const { samples } = goal.policy;
  const soaked = (seen?.healthySince ?? now) + soakOf(goal);
  const counted = now + (samples - (seen?.samples ?? 0)) * goal.check.interval;
  return counted > now
    ? {
        what: `to be proven: healthy ${seen?.samples ?? 0} of ${samples} times`,
        until: Math.max(counted, soaked),
      }
    : { what: 'to soak', until: soaked };
}
