import type { Instant } from '../world/clock.ts';
import type { Baseline } from './facts.ts';
import type { Goal } from './goal.ts';

/** What the group says of the roll, for people and for a runner without the ledger: hints, never trust (ROLL.md 7). */
export function goalTags(
  { roll, fence, kind, release, image, began }: Goal,
  before: Baseline,
): Record<string, string> {
  const { template, min, max, grace, rebalanceSuspended } = before;
  return {
    'bakeroll:roll': `${roll} ${fence} ${kind} ${new Date(began).toISOString()}`,
    'bakeroll:goal': `${release} ${image}`,
    'bakeroll:before': `${template.id}:${template.version} ${min} ${max} ${grace}${rebalanceSuspended ? '' : ' AZRebalance'}`,
    ...phaseTag('unproven'),
  };
}

export function phaseTag(phase: 'unproven' | 'proven' | 'back'): Record<string, string> {
  return { 'bakeroll:phase': phase };
}

/** What is taken off when the roll ends. */
export const PASSING = ['bakeroll:roll', 'bakeroll:goal', 'bakeroll:before', 'bakeroll:phase'];

/** So long those in Standby wait, for a rollback; whoever comes next ends them then. */
export const WARM = 'bakeroll:warm-until';

export function warmTag(until: Instant): Record<string, string> {
  return { [WARM]: new Date(until).toISOString() };
}

/** What stays: the last two that served, the newest first. */
export function servedTag({ release, image, from }: Goal): Record<string, string> {
  return { 'bakeroll:served': `${release} ${image}${from === undefined ? '' : `, ${from}`}` };
}

/** The roll that made a version of a launch template, by the version's description; undefined where none of ours did. */
export function rollIn(description: string): string | undefined {
  return /^bakeroll (r-\S+) /.exec(description)?.[1];
}
