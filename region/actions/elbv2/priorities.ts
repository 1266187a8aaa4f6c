import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';

import { ruleOf } from '../../model/balancing/find.ts';
import { rulesOf } from '../../model/balancing/rules.ts';
import type { Rule } from '../../model/balancing/state.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { checkRange } from './names.ts';
import { ruleView } from './rules.ts';

/** Moves rules all at once, so that two of them may change places; each place must be free when all have moved. */
export const setRulePriorities = action<sdk.SetRulePrioritiesInput, sdk.SetRulePrioritiesOutput>(
  ['RulePriorities'],
  (region, input) => {
    const moves = input.RulePriorities.map(({ RuleArn = '', Priority = 0 }) => ({
      rule: ruleOf(region, RuleArn),
      priority: Priority,
    }));
    const moved = moves.map(({ rule }) => rule);
    for (const [at, { rule, priority }] of moves.entries()) {
      if (rule.priority === 'default')
        throw new AwsError('OperationNotPermitted', `Default rule '${rule.arn}' cannot have a priority`);
      checkPriority(region, rule.listenerArn, priority, moved);
      const twice = moves.slice(0, at).some((other) => isSamePlace(other, { rule, priority }));
      if (twice) throw inUse(priority);
    }
    for (const { rule, priority } of moves) rule.priority = priority;
    return { Rules: moved.map(ruleView) };
  },
);

interface Move {
  readonly rule: Rule;
  readonly priority: number;
}

function isSamePlace(one: Move, other: Move): boolean {
  return one.rule.listenerArn === other.rule.listenerArn && one.priority === other.priority;
}

/**
 * Checks that a rule of the listener may have this priority.
 *
 * @param moving rules that leave their places
 * @throws AwsError ValidationError, PriorityInUse
 */
export function checkPriority(
  region: Region,
  listenerArn: string,
  priority: number,
  moving: readonly Rule[] = [],
): void {
  checkRange('Rule priority', priority, 1, 50_000);
  const taken = rulesOf(region, listenerArn).some(
    (rule) => rule.priority === priority && !moving.includes(rule),
  );
  if (taken) throw inUse(priority);
}

function inUse(priority: number): AwsError {
  return new AwsError('PriorityInUse', `Priority '${priority}' is currently in use`);
}
