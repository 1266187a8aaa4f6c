import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';

import { targetGroupOf } from '../../model/balancing/find.ts';
import { describeTarget, NOT_REGISTERED, type TargetHealth } from '../../model/balancing/health.ts';
import type { Target, TargetGroup } from '../../model/balancing/state.ts';
import { deregister, register, targetOf } from '../../model/balancing/targets.ts';
import { instanceOf } from '../../model/ec2/instance.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { checkRange } from './names.ts';

export const registerTargets = action<sdk.RegisterTargetsInput, sdk.RegisterTargetsOutput>(
  ['TargetGroupArn', 'Targets.Id', 'Targets.Port'],
  (region, input) => {
    const group = targetGroupOf(region, input.TargetGroupArn);
    const targets = input.Targets.map(({ Id = '', Port }) => ({ id: Id, port: Port }));
    for (const { id, port } of targets) checkTarget(region, id, port);
    for (const { id, port } of targets) register(group, id, port);
    return {};
  },
);

/** A target that is not known is no error [UG]. */
export const deregisterTargets = action<sdk.DeregisterTargetsInput, sdk.DeregisterTargetsOutput>(
  ['TargetGroupArn', 'Targets.Id', 'Targets.Port'],
  (region, input) => {
    const group = targetGroupOf(region, input.TargetGroupArn);
    for (const { Id, Port } of input.Targets) deregister(region, group, Id ?? '', Port);
    return {};
  },
);

/** All targets, or those that are named: of one that is not registered it says so. */
export const describeTargetHealth = action<sdk.DescribeTargetHealthInput, sdk.DescribeTargetHealthOutput>(
  ['TargetGroupArn', 'Targets.Id', 'Targets.Port'],
  (region, input) => {
    const group = targetGroupOf(region, input.TargetGroupArn);
    if (input.Targets === undefined) {
      return { TargetHealthDescriptions: group.targets.map((target) => described(region, group, target)) };
    }
    return { TargetHealthDescriptions: input.Targets.map((asked) => lookedUp(region, group, asked)) };
  },
);

/** @throws AwsError InvalidTarget */
function checkTarget(region: Region, id: string, port: number | undefined): void {
  if (port !== undefined) checkRange('Port', port, 1, 65535);
  const instance = instanceOf(region, id);
  if (instance === undefined) {
    throw new AwsError('InvalidTarget', `The following targets are not valid instances: '${id}'`);
  }
  if (instance.state === 'running') return;
  throw new AwsError(
    'InvalidTarget',
    `The following targets are not in a running state and cannot be registered: '${id}'`,
  );
}

function lookedUp(
  region: Region,
  group: TargetGroup,
  asked: sdk.TargetDescription,
): sdk.TargetHealthDescription {
  const target = targetOf(group, asked.Id ?? '', asked.Port);
  if (target !== undefined) return described(region, group, target);
  return {
    Target: { Id: asked.Id, Port: asked.Port ?? group.port },
    TargetHealth: healthView(NOT_REGISTERED),
  };
}

function described(region: Region, group: TargetGroup, target: Target): sdk.TargetHealthDescription {
  const { port } = group.healthCheck;
  return {
    Target: { Id: target.instanceId, Port: target.port },
    HealthCheckPort: port === 'traffic-port' ? String(target.port) : port,
    TargetHealth: healthView(describeTarget(region, group, target)),
  };
}

function healthView({ state, reason, description }: TargetHealth): sdk.TargetHealth {
  return { State: state, Reason: reason, Description: description };
}
