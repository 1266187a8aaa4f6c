import type { ActionsByService } from '../protocol/perform.ts';
import { autoScalingActions } from './autoscaling/actions.ts';
import { ec2Actions } from './ec2/actions.ts';
import { balancingActions } from './elbv2/actions.ts';
import { ssmActions } from './ssm/actions.ts';
import { stsActions } from './sts/actions.ts';

/** Everything that the region serves. */
export const actionsByService: ActionsByService = {
  ec2: ec2Actions,
  autoscaling: autoScalingActions,
  elasticloadbalancing: balancingActions,
  sts: stsActions,
  ssm: ssmActions,
};
