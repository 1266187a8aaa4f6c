import { uuid } from '../../../random.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Region } from '../../../region.ts';
import { findTemplateVersion } from '../../ec2/templates.ts';
import type { Group, LaunchChoice } from '../state.ts';
import { matches } from '../types.ts';
import { activeRefresh } from './active.ts';
import { checkAlarms } from './alarms.ts';
import { newPass } from './pass.ts';
import type { Refresh, RefreshPreferences } from './state.ts';

/** How many are remembered of a group, where AWS remembers six weeks. */
const KEPT = 100;

/**
 * Starts a refresh: it is Pending until the group is advanced.
 *
 * @throws AwsError InstanceRefreshInProgress; ValidationError where a rollback is asked for that could not be made
 */
export function startRefresh(
  region: Region,
  group: Group,
  desired: LaunchChoice | undefined,
  preferences: RefreshPreferences,
): Refresh {
  if (activeRefresh(group) !== undefined) {
    throw new AwsError(
      'InstanceRefreshInProgress',
      'An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.',
    );
  }
  checkAlarms(region, preferences.alarms);
  const why = preferences.autoRollback ? irreversibleBecause(region, group, desired) : undefined;
  if (why !== undefined) throw new AwsError('ValidationError', `AutoRollback is not possible: ${why}`);
  const refresh = newRefresh(region, group, desired, preferences);
  group.refreshes = [...group.refreshes, refresh].slice(-KEPT);
  return refresh;
}

function newRefresh(
  region: Region,
  group: Group,
  desired: LaunchChoice | undefined,
  preferences: RefreshPreferences,
): Refresh {
  const now = region.clock.now();
  const wanted = desired ?? group.template;
  const pass = newPass(group, (member) => !preferences.skipMatching || !matches(region, wanted, member));
  return {
    id: uuid(region.random),
    started: now,
    preferences,
    desired,
    status: 'Pending',
    reason: undefined,
    ended: undefined,
    pass,
    checkpoint: { passed: 0, until: undefined },
    bakedAt: undefined,
    moved: now,
    percentage: 0,
    toUpdate: pass.total,
    rollback: undefined,
  };
}

/** Why a refresh cannot be rolled back [M]; undefined when it can. */
export function irreversibleBecause(
  region: Region,
  { template }: Group,
  desired: LaunchChoice | undefined,
): string | undefined {
  if (desired === undefined) return 'there is no desired configuration.';
  if (template.version.startsWith('$')) {
    return `the Auto Scaling group uses the ${template.version} version of its launch template.`;
  }
  const { ImageId } = findTemplateVersion(region, { id: template.id, version: template.version }).data;
  return ImageId?.startsWith('resolve:ssm:') === true
    ? 'the launch template of the Auto Scaling group uses a Systems Manager parameter instead of an AMI ID.'
    : undefined;
}
