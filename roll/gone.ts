import type { Fleet } from './fleet.ts';

/** Those of which an activity says that they ended, or never came up: they are no more to be waited for (ROLL.md 3). */
export function saidGone({ activities }: Pick<Fleet, 'activities'>): ReadonlySet<string> {
  return new Set(
    activities.flatMap(({ kind, status, instance }) =>
      instance !== undefined && (kind === 'terminate' || (kind === 'launch' && FAILED.test(status)))
        ? [instance]
        : [],
    ),
  );
}

const FAILED = /^(failed|cancelled)$/;
