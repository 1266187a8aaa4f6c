import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';

import { action } from '../../protocol/action.ts';
import { pageOf } from '../page.ts';

/** AWS's default quotas [D]; the region keeps to those for rules and actions. */
const LIMITS: Readonly<Record<string, number>> = {
  'application-load-balancers': 50,
  'target-groups': 3000,
  'targets-per-application-load-balancer': 1000,
  'listeners-per-application-load-balancer': 50,
  'rules-per-application-load-balancer': 100,
  'network-load-balancers': 50,
  'targets-per-network-load-balancer': 3000,
  'targets-per-availability-zone-per-network-load-balancer': 500,
  'listeners-per-network-load-balancer': 50,
  'condition-values-per-alb-rule': 5,
  'condition-wildcards-per-alb-rule': 5,
  'target-groups-per-action-on-application-load-balancer': 5,
};

export const describeAccountLimits = action<sdk.DescribeAccountLimitsInput, sdk.DescribeAccountLimitsOutput>(
  ['Marker', 'PageSize'],
  (_region, input) => {
    const all = Object.entries(LIMITS).map(([Name, Max]) => ({ Name, Max: String(Max) }));
    const page = pageOf(all, input.Marker, input.PageSize ?? 400, 'ValidationError');
    return { Limits: [...page.items], NextMarker: page.next };
  },
);
