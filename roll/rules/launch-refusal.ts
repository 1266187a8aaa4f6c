import { isForGood, passesOver } from '../launch-faults.ts';
import type { View } from '../view.ts';
import { openPlaces, unseen } from './launch.ts';
import { ordersToGroup } from './launch-by-group.ts';

/**
 * AWS's reason for launching none of the wanted version: one that holds everywhere, or no zone is left to try, or it refused too often.
 *
 * @param forgiven how many launches are not held against it
 */
export function launchRefusal(view: View, forgiven: number): string | undefined {
  const { memory, wanted, goal, fresh, fleet } = view;
  const from = Math.max(forgiven, memory.crowded ?? 0);
  const launches = memory.launches.slice(from).filter(({ version }) => version === wanted);
  const refused = [...launches.flatMap(({ answer }) => answer?.refused ?? []), ...failures(view)];
  const forGood = refused.find(isForGood);
  if (forGood !== undefined) return forGood;
  const nothing =
    fresh.length === 0 && unseen(view) === 0 && launches.every(({ answer }) => answer !== undefined);
  const nowhere = openPlaces(view).length === fleet.group.places.length;
  return (nothing && nowhere) || refused.length >= goal.policy.maxBadLaunches ? refused[0] : undefined;
}

/** What the group could not launch itself while it was told to: only its activities say so. One zone's refusal is passed over by the launch in another that comes after it. */
function failures(view: View): string[] {
  const since = Math.min(...ordersToGroup(view).map(({ at = 0 }) => at));
  const launches = view.fleet.activities.filter(({ kind, at }) => kind === 'launch' && at >= since);
  const newest = launches.findIndex(({ status }) => status !== 'failed');
  return launches.flatMap(({ status, why = 'the group could not launch it' }, i) =>
    status !== 'failed' || (newest !== -1 && i > newest && passesOver(why)) ? [] : [why],
  );
}
