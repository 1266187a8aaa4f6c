import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';

import { attributesOfGroup, valueIn } from '../../model/balancing/attributes.ts';
import { targetGroupOf } from '../../model/balancing/find.ts';
import type { TargetGroup } from '../../model/balancing/state.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { attributesView, changed } from './attributes.ts';
import { checkStickiness } from './target-stickiness.ts';

export const describeTargetGroupAttributes = action<
  sdk.DescribeTargetGroupAttributesInput,
  sdk.DescribeTargetGroupAttributesOutput
>(['TargetGroupArn'], (region, input) => ({ Attributes: view(targetGroupOf(region, input.TargetGroupArn)) }));

/** What is not named stays. Targets that are in slow start, or drain, do so as they began. */
export const modifyTargetGroupAttributes = action<
  sdk.ModifyTargetGroupAttributesInput,
  sdk.ModifyTargetGroupAttributesOutput
>(['TargetGroupArn', 'Attributes'], (region, input) => {
  const group = targetGroupOf(region, input.TargetGroupArn);
  const attributes = changed(group.attributes, attributesOfGroup(group), input.Attributes);
  checkTogether(region, group, attributes);
  group.attributes = attributes;
  return { Attributes: view(group) };
});

function checkTogether(region: Region, group: TargetGroup, set: Readonly<Record<string, string>>): void {
  const value = (key: string) => valueIn(set, attributesOfGroup(group), key);
  if (group.protocol === 'HTTP') checkSlowStart(value);
  else checkDraining(value);
  for (const kind of ['count', 'percentage']) {
    const least = (use: string) => value(`target_group_health.${use}.minimum_healthy_targets.${kind}`);
    const [failover, routing] = [least('dns_failover'), least('unhealthy_state_routing')];
    if (failover !== 'off' && routing !== 'off' && Number(failover) < Number(routing))
      throw refusal(
        `The DNS failover ${kind} must be greater than or equal to the unhealthy state routing ${kind}`,
      );
  }
  if (value('stickiness.enabled') === 'true') checkStickiness(region, group);
}

function checkSlowStart(value: (key: string) => string): void {
  const isSlow = value('slow_start.duration_seconds') !== '0';
  if (isSlow && value('load_balancing.algorithm.type') !== 'round_robin')
    throw refusal('Slow start is not supported with the least outstanding requests algorithm');
}

/** [M] */
function checkDraining(value: (key: string) => string): void {
  const drains = value('target_health_state.unhealthy.draining_interval_seconds') !== '0';
  if (drains && value('target_health_state.unhealthy.connection_termination.enabled') === 'true')
    throw refusal('The draining interval needs connection termination for unhealthy targets to be disabled');
}

function refusal(text: string): AwsError {
  return new AwsError('InvalidConfigurationRequest', text);
}

function view(group: TargetGroup): sdk.TargetGroupAttribute[] {
  return attributesView(group.attributes, attributesOfGroup(group));
}
