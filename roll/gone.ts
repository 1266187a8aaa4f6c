import type { Activity, Fleet } from './fleet.ts';

/** Those of which an activity says that they ended, or never came up: they are no more to be waited for (ROLL.md 3). */
export function saidGone({ activities }: Pick<Fleet, 'activities'>): ReadonlySet<string> {
  const gone = activities.filter((activity) => activity.kind === 'terminate' || isFailedLaunch(activity));
  return new Set(gone.flatMap(({ instance }) => instance ?? []));
}

/** Whether AWS gave up to launch it. */
export function isFailedLaunch({ kind, status }: Activity): boolean {
  return kind === 'launch' && (status === 'failed' || status === 'cancelled');
}
