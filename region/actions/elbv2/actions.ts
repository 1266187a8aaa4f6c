import type { Actions } from '../../protocol/action.ts';
import { describeAccountLimits } from './account-limits.ts';
import {
  describeBalancerAttributes,
  describeCapacityReservation,
  modifyBalancerAttributes,
} from './balancer-attributes.ts';
import { describeListenerAttributes, modifyListenerAttributes } from './listener-attributes.ts';
import { createLoadBalancer, deleteLoadBalancer, describeLoadBalancers } from './load-balancers.ts';
import { createListener, deleteListener, describeListeners, modifyListener } from './listeners.ts';
import { setRulePriorities } from './priorities.ts';
import { createRule, deleteRule, describeRules, modifyRule } from './rules.ts';
import { addTags, describeTags, removeTags } from './tags.ts';
import { describeTargetGroupAttributes, modifyTargetGroupAttributes } from './target-group-attributes.ts';
import { createTargetGroup } from './create-target-group.ts';
import { deleteTargetGroup, describeTargetGroups } from './target-groups.ts';
import { modifyTargetGroup } from './modify-target-group.ts';
import { deregisterTargets, describeTargetHealth, registerTargets } from './targets.ts';

/** What the region serves of Elastic Load Balancing. */
export const balancingActions: Actions = {
  DescribeAccountLimits: describeAccountLimits,
  CreateLoadBalancer: createLoadBalancer,
  DescribeLoadBalancers: describeLoadBalancers,
  DeleteLoadBalancer: deleteLoadBalancer,
  DescribeLoadBalancerAttributes: describeBalancerAttributes,
  DescribeListenerAttributes: describeListenerAttributes,
  ModifyListenerAttributes: modifyListenerAttributes,
  DescribeCapacityReservation: describeCapacityReservation,
  ModifyLoadBalancerAttributes: modifyBalancerAttributes,
  CreateTargetGroup: createTargetGroup,
  ModifyTargetGroup: modifyTargetGroup,
  DescribeTargetGroups: describeTargetGroups,
  DeleteTargetGroup: deleteTargetGroup,
  DescribeTargetGroupAttributes: describeTargetGroupAttributes,
  ModifyTargetGroupAttributes: modifyTargetGroupAttributes,
  CreateListener: createListener,
  DescribeListeners: describeListeners,
  ModifyListener: modifyListener,
  DeleteListener: deleteListener,
  CreateRule: createRule,
  DescribeRules: describeRules,
  ModifyRule: modifyRule,
  SetRulePriorities: setRulePriorities,
  DeleteRule: deleteRule,
  RegisterTargets: registerTargets,
  DeregisterTargets: deregisterTargets,
  DescribeTargetHealth: describeTargetHealth,
  AddTags: addTags,
  RemoveTags: removeTags,
  DescribeTags: describeTags,
};
