import type { Group, LifecycleState, Member } from '../../model/autoscaling/state.ts';
import { lifecycleOf } from '../../model/autoscaling/members.ts';
import { AwsError } from '../../protocol/aws-error.ts';

const MOST = 20;

/** At least one id, and at most 20 [M]. @throws AwsError ValidationError */
export function idsAsked(ids: readonly string[] | undefined): readonly string[] {
  const unique = [...new Set(ids)];
  if (unique.length >= 1 && unique.length <= MOST) return unique;
  throw new AwsError('ValidationError', `The number of instance ids is 1 to ${MOST}, not ${unique.length}.`);
}

/**
 * The members of these ids: all of them or none.
 *
 * @param states those that each of them must be in
 * @throws AwsError ValidationError
 */
export function membersAsked(
  group: Group,
  ids: readonly string[] | undefined,
  states: readonly LifecycleState[],
): Member[] {
  return idsAsked(ids).map((id) => {
    const member = group.members.find(({ instanceId }) => instanceId === id);
    if (member === undefined) {
      throw new AwsError(
        'ValidationError',
        `The instance ${id} is not part of Auto Scaling group ${group.name}.`,
      );
    }
    if (states.includes(lifecycleOf(member.phase))) return member;
    throw new AwsError('ValidationError', `The instance ${id} is not in ${states.join(' or ')}.`);
  });
}

/** What AWS says where a group's sizes leave no room for what is asked [I: spacelift#85]. */
export function sizesForbid({ name, min, max, desired }: Group, what: string, count: number): AwsError {
  const instances = `${count} instance${count === 1 ? '' : 's'}`;
  return new AwsError(
    'ValidationError',
    `AutoScalingGroup ${name} has min-size=${min}, max-size=${max}, and desired-size=${desired}. ` +
      `To ${what} ${instances}, please update the AutoScalingGroup sizes appropriately.`,
  );
}
