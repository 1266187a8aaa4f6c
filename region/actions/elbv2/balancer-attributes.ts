import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';

import { attributesOfBalancer } from '../../model/balancing/attributes.ts';
import { loadBalancerOf } from '../../model/balancing/find.ts';
import type { LoadBalancer } from '../../model/balancing/state.ts';
import { action } from '../../protocol/action.ts';
import { attributesView, changed } from './attributes.ts';

export const describeBalancerAttributes = action<
  sdk.DescribeLoadBalancerAttributesInput,
  sdk.DescribeLoadBalancerAttributesOutput
>(['LoadBalancerArn'], (region, input) => ({
  Attributes: view(loadBalancerOf(region, input.LoadBalancerArn)),
}));

/** What is not named stays. */
export const modifyBalancerAttributes = action<
  sdk.ModifyLoadBalancerAttributesInput,
  sdk.ModifyLoadBalancerAttributesOutput
>(['LoadBalancerArn', 'Attributes'], (region, input) => {
  const balancer = loadBalancerOf(region, input.LoadBalancerArn);
  balancer.attributes = changed(balancer.attributes, attributesOfBalancer(balancer), input.Attributes);
  return { Attributes: view(balancer) };
});

function view(balancer: LoadBalancer): sdk.LoadBalancerAttribute[] {
  return attributesView(balancer.attributes, attributesOfBalancer(balancer));
}

/** Nobody reserves capacity here: ModifyCapacityReservation is not modelled. */
export const describeCapacityReservation = action<
  sdk.DescribeCapacityReservationInput,
  sdk.DescribeCapacityReservationOutput
>(['LoadBalancerArn'], (region, input) => {
  loadBalancerOf(region, input.LoadBalancerArn);
  return { CapacityReservationState: [], DecreaseRequestsRemaining: 2 };
});
