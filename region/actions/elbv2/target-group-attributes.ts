import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';

import { targetGroupOf } from '../../model/balancing/find.ts';
import type { TargetGroup } from '../../model/balancing/state.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { checkRange } from './names.ts';

const DELAY = 'deregistration_delay.timeout_seconds';

/** The deregistration delay is modelled; the others can be asked for, and say what is so: no slow start, no stickiness. */
export const describeTargetGroupAttributes = action<
  sdk.DescribeTargetGroupAttributesInput,
  sdk.DescribeTargetGroupAttributesOutput
>(['TargetGroupArn'], (region, input) => ({ Attributes: view(targetGroupOf(region, input.TargetGroupArn)) }));

export const modifyTargetGroupAttributes = action<
  sdk.ModifyTargetGroupAttributesInput,
  sdk.ModifyTargetGroupAttributesOutput
>(['TargetGroupArn', 'Attributes'], (region, input) => {
  const group = targetGroupOf(region, input.TargetGroupArn);
  for (const { Key, Value } of input.Attributes) {
    if (Key !== DELAY) {
      throw new AwsError(
        'ValidationError',
        `The local region does not model the target group attribute '${Key ?? ''}'`,
      );
    }
    checkRange(DELAY, Number(Value), 0, 3600);
  }
  group.deregistrationDelay = Number(input.Attributes.at(-1)?.Value ?? group.deregistrationDelay);
  return { Attributes: view(group) };
});

function view(group: TargetGroup): sdk.TargetGroupAttribute[] {
  return [
    { Key: DELAY, Value: String(group.deregistrationDelay) },
    { Key: 'slow_start.duration_seconds', Value: '0' },
    { Key: 'stickiness.enabled', Value: 'false' },
    { Key: 'load_balancing.algorithm.type', Value: 'round_robin' },
  ];
}
