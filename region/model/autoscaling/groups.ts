import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import type { Group } from './state.ts';

/** @throws AwsError ValidationError */
export function findGroup(region: Region, name: string): Group {
  const group = region.state.autoscaling.groups.find((candidate) => candidate.name === name);
  if (group !== undefined) return group;
  throw new AwsError(
    'ValidationError',
    `AutoScalingGroup name not found - AutoScalingGroup ${name} not found`,
  );
}
