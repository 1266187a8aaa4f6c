import type { LaunchInstancesRequest, LaunchInstancesResult } from '@aws-sdk/client-auto-scaling';

import { sentence } from '../../model/autoscaling/activities.ts';
import { findGroup } from '../../model/autoscaling/groups.ts';
import { launchMember } from '../../model/autoscaling/launch.ts';
import { isSuspended } from '../../model/autoscaling/processes.ts';
import { recordRefusal } from '../../model/autoscaling/refusal.ts';
import { setSizes } from '../../model/autoscaling/sizes.ts';
import { mostServing } from '../../model/autoscaling/standby.ts';
import type { Group, Member, TokenLaunch } from '../../model/autoscaling/state.ts';
import type { Place } from '../../model/autoscaling/zones.ts';
import { findSubnet } from '../../model/ec2/subnets.ts';
import { switchOf } from '../../model/switches.ts';
import { action, type Checked } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { placeAsked } from './launch-place.ts';

type Input = Checked<LaunchInstancesRequest>;

/**
 * Launches members beyond the desired capacity and raises it by those that it got: at once, in one zone, and once a token.
 * What could not be launched is said in the answer [M].
 */
export const launchInstances = action<LaunchInstancesRequest, LaunchInstancesResult>(
  [
    'AutoScalingGroupName',
    'RequestedCapacity',
    'ClientToken',
    'AvailabilityZones',
    'AvailabilityZoneIds',
    'SubnetIds',
    'RetryStrategy',
  ],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    const token = tokenOf(input);
    const place = placeAsked(region, group, input);
    const known = group.launches.find((launch) => launch.token === token);
    if (known !== undefined) return answer(region, group, replay(known, input, place));
    checkCapacity(region, group, input.RequestedCapacity);
    const launch = launchMany(region, group, place, input, token);
    if (launch.retry) retryLater(region, group, launch);
    group.launches = [...group.launches, launch];
    return answer(region, group, launch);
  },
);

function launchMany(region: Region, group: Group, place: Place, input: Input, token: string): TokenLaunch {
  const capacity = input.RequestedCapacity;
  const members: Member[] = [];
  let error: TokenLaunch['error'];
  for (let left = capacity; left > 0 && error === undefined; left -= 1) {
    const size = group.desired;
    const cause = `an instance was started in response to a user request, increasing the capacity from ${size} to ${size + 1}.`;
    try {
      members.push(launchMember(region, group, place, [cause], false));
      if (switchOf(region, 'launch-instances-desired') === 'raised')
        setSizes(region, group, { ...group, desired: size + 1 });
    } catch (refusal) {
      if (!(refusal instanceof AwsError)) throw refusal;
      recordRefusal(region, group, place, [cause], refusal);
      error = { code: refusal.code, message: refusal.message };
    }
  }
  const launched = members.map(({ instanceId, instanceType }) => ({ instanceId, instanceType }));
  return { token, capacity, retry: retries(input), ...place, launched, error };
}

/** Leaves what could not be launched here to the group, which launches it where and when it can [M]. */
function retryLater(region: Region, group: Group, { capacity, launched }: TokenLaunch): void {
  const desired = group.desired + capacity - launched.length;
  const what = `a user request to launch instances changing the desired capacity from ${group.desired} to ${desired}.`;
  setSizes(region, group, { ...group, desired }, sentence(region.clock.now(), what));
}

function retries({ RetryStrategy }: Input): boolean {
  return RetryStrategy === 'retry-with-group-configuration';
}

function replay(known: TokenLaunch, input: Input, place: Place): TokenLaunch {
  const same = known.capacity === input.RequestedCapacity && known.retry === retries(input);
  if (same && known.subnetId === place.subnetId) return known;
  throw new AwsError(
    'IdempotentParameterMismatch',
    `The client token ${known.token} was used before, with other parameters.`,
  );
}

function answer(region: Region, group: Group, launch: TokenLaunch): LaunchInstancesResult {
  const { zone, subnetId, launched, error } = launch;
  const where = {
    MarketType: 'on-demand',
    SubnetId: subnetId,
    AvailabilityZone: zone,
    AvailabilityZoneId: findSubnet(region, subnetId).zoneId,
  };
  const byType = Map.groupBy(launched, ({ instanceType }) => instanceType);
  return {
    AutoScalingGroupName: group.name,
    ClientToken: launch.token,
    Instances: [...byType].map(([InstanceType, some]) => ({
      ...where,
      InstanceType,
      InstanceIds: some.map(({ instanceId }) => instanceId),
    })),
    Errors: error === undefined ? [] : [{ ...where, ErrorCode: error.code, ErrorMessage: error.message }],
  };
}

/** [M] */
function tokenOf({ ClientToken: token = '' }: Input): string {
  if (/^[A-Za-z0-9\-_/]{1,64}$/.test(token)) return token;
  throw new AwsError('ValidationError', `ClientToken has 1 to 64 letters, digits and - _ /, not '${token}'.`);
}

function checkCapacity(region: Region, group: Group, capacity: number): void {
  if (capacity < 1 || capacity > 100) {
    throw new AwsError('ValidationError', `RequestedCapacity is 1 to 100, not ${capacity}.`);
  }
  const max = mostServing(region, group);
  if (group.desired + capacity > max) {
    throw new AwsError(
      'ValidationError',
      `Launching ${capacity} instances on top of the desired capacity ${group.desired} would exceed the max size ${max} of the group.`,
    );
  }
  if (isSuspended(group, 'Launch')) {
    throw new AwsError('ValidationError', `The Launch process of the group ${group.name} is suspended.`);
  }
}
