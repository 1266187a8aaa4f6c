import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';

import { loadBalancerOf } from '../../model/balancing/find.ts';
import type { LoadBalancer } from '../../model/balancing/state.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { checkRange } from './names.ts';

const IDLE = 'idle_timeout.timeout_seconds';

/** Of a load balancer's attributes the idle timeout is modelled. */
export const describeBalancerAttributes = action<
  sdk.DescribeLoadBalancerAttributesInput,
  sdk.DescribeLoadBalancerAttributesOutput
>(['LoadBalancerArn'], (region, input) => ({
  Attributes: view(loadBalancerOf(region, input.LoadBalancerArn)),
}));

export const modifyBalancerAttributes = action<
  sdk.ModifyLoadBalancerAttributesInput,
  sdk.ModifyLoadBalancerAttributesOutput
>(['LoadBalancerArn', 'Attributes'], (region, input) => {
  const balancer = loadBalancerOf(region, input.LoadBalancerArn);
  for (const { Key, Value } of input.Attributes) {
    if (Key !== IDLE) {
      throw new AwsError(
        'ValidationError',
        `The local region does not model the load balancer attribute '${Key ?? ''}'`,
      );
    }
    checkRange(IDLE, Number(Value), 1, 4000);
  }
  balancer.idleTimeout = Number(input.Attributes.at(-1)?.Value ?? balancer.idleTimeout);
  return { Attributes: view(balancer) };
});

function view(balancer: LoadBalancer): sdk.LoadBalancerAttribute[] {
  return [{ Key: IDLE, Value: String(balancer.idleTimeout) }];
}
