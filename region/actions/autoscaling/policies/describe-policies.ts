import type { DescribePoliciesType, PoliciesType } from '@aws-sdk/client-auto-scaling';

import { findGroup } from '../../../model/autoscaling/groups.ts';
import { action } from '../../../protocol/action.ts';
import { pageOf } from '../../page.ts';
import { policyView } from './policy-view.ts';

/** Policies are named by name or ARN; one that is not known is left out. */
export const describePolicies = action<DescribePoliciesType, PoliciesType>(
  ['AutoScalingGroupName', 'PolicyNames', 'PolicyTypes', 'MaxRecords', 'NextToken'],
  (region, input) => {
    const name = input.AutoScalingGroupName;
    const groups = name === undefined ? region.state.autoscaling.groups : [findGroup(region, name)];
    const { PolicyNames: names = [], PolicyTypes: types = [] } = input;
    const wanted = groups
      .flatMap((group) => group.policies.map((policy) => ({ group, policy })))
      .filter(({ policy }) => names.length === 0 || names.includes(policy.name) || names.includes(policy.arn))
      .filter(({ policy }) => types.length === 0 || types.includes(policy.settings.kind));
    const page = pageOf(wanted, input.NextToken, Math.min(input.MaxRecords ?? 50, 100), 'InvalidNextToken');
    return {
      ScalingPolicies: page.items.map(({ group, policy }) => policyView(region, group, policy)),
      NextToken: page.next,
    };
  },
);
