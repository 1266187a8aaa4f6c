import { autoScalingActions } from '../actions/autoscaling/actions.ts';
import { ec2Actions } from '../actions/ec2/actions.ts';
import { balancingActions } from '../actions/elbv2/actions.ts';
import { monitoringActions } from '../actions/monitoring/actions.ts';
import { iamActions } from '../actions/iam/actions.ts';
import { ssmActions } from '../actions/ssm/actions.ts';
import { stsActions } from '../actions/sts/actions.ts';
import { faults } from '../faults/part.ts';
import { notePast } from '../faults/past.ts';
import { emptyFaults } from '../faults/state.ts';
import { type Heart, startHeart } from '../heart.ts';
import { autoScaling } from '../model/autoscaling/part.ts';
import { emptyAutoScaling } from '../model/autoscaling/state.ts';
import { createBalancing } from '../model/balancing/part.ts';
import { emptyBalancing } from '../model/balancing/state.ts';
import { ec2Parts } from '../model/ec2/parts.ts';
import { emptyEc2 } from '../model/ec2/state.ts';
import { createMonitoring } from '../model/monitoring/part.ts';
import { emptyMonitoring } from '../model/monitoring/state.ts';
import { emptyParameters } from '../model/parameters.ts';
import { publishedRates } from '../model/throttling.ts';
import type { ActionsByService } from '../protocol/perform.ts';
import { lonely, type Realm } from '../realm.ts';
import type { Region, RegionState } from '../region.ts';

/** A region that has only begun. */
export function emptyState(): RegionState {
  return {
    ec2: emptyEc2(),
    autoscaling: emptyAutoScaling(),
    balancing: emptyBalancing(),
    parameters: emptyParameters(),
    monitoring: emptyMonitoring(),
    switches: {},
    throttling: publishedRates(),
    consistency: { describeLag: 0 },
    faults: emptyFaults(),
  };
}

/** What the region's API does, service by service. */
export const actionsByService: ActionsByService = {
  ec2: ec2Actions,
  autoscaling: autoScalingActions,
  elasticloadbalancing: balancingActions,
  sts: stsActions,
  ssm: ssmActions,
  iam: iamActions,
  monitoring: monitoringActions,
};

/**
 * Makes a region's model move in time.
 *
 * @param still the region, which nobody stirs yet
 * @param save keeps its state
 * @param realm what it is one of; nothing where it stands alone
 */
export function animate(
  still: Omit<Region, 'stir' | 'realm'>,
  save: () => void,
  realm?: Realm,
): { region: Region; heart: Heart } {
  const region: Region = {
    ...still,
    realm: realm ?? lonely(() => region, still),
    stir: () => {
      heart.stir();
    },
  };
  const parts = [faults, ...ec2Parts, createMonitoring(), autoScaling, createBalancing()];
  const heart = startHeart(region, parts, () => {
    notePast(region);
    save();
  });
  return { region, heart };
}
