import type { TerminationPolicy } from '../../model/autoscaling/state.ts';
import { AwsError } from '../../protocol/aws-error.ts';

const POLICIES: readonly TerminationPolicy[] = [
  'AllocationStrategy',
  'ClosestToNextInstanceHour',
  'Default',
  'NewestInstance',
  'OldestInstance',
  'OldestLaunchConfiguration',
  'OldestLaunchTemplate',
];

/**
 * Default comes last, where others are [UG].
 *
 * @returns undefined where nothing is asked
 * @throws AwsError ValidationError for what is no policy, or one of AWS's own that the region has not
 */
export function terminationPoliciesAsked(
  asked: readonly string[] | undefined,
): TerminationPolicy[] | undefined {
  if (asked === undefined || asked.length === 0) return undefined;
  const policies = asked.map(policyCalled);
  const early = policies.indexOf('Default');
  if (early === -1 || early === policies.length - 1) return policies;
  throw new AwsError('ValidationError', 'The Default termination policy must be the last of the list.');
}

function policyCalled(name: string): TerminationPolicy {
  const policy = POLICIES.find((known) => known === name);
  if (policy !== undefined) return policy;
  const why = name.startsWith('arn:')
    ? `The local region does not model the termination policy ${name}`
    : `${name} is not a valid termination policy`;
  throw new AwsError('ValidationError', why);
}
