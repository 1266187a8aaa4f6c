import type { Region } from '../../region.ts';
import { openActivity, closeActivity } from './activities.ts';
import { beginEnd } from './end.ts';
import { launchMissing } from './launch.ts';
import { counting, staying } from './members.ts';
import { isSuspended } from './processes.ts';
import { sparesAllowed } from './refresh/active.ts';
import { sparesForHealth } from './replace-unhealthy.ts';
import { mostServing } from './standby.ts';
import type { Group } from './state.ts';
import { chooseVictim } from './victim.ts';

/** Works back to the desired capacity: launches what is missing, ends what is too much. */
export function resize(region: Region, group: Group): void {
  const extra = comingForBalance(group) + sparesAllowed(group) + sparesForHealth(group);
  const surplus = staying(group).length - group.desired - extra;
  const missing = Math.min(group.desired, mostServing(region, group)) - counting(group).length;
  if (missing > 0) launchMissing(region, group, missing);
  else if (surplus > 0) scaleIn(region, group, surplus);
  else group.reason = undefined;
}

/** Those launched to balance zones are beyond the desired capacity until they serve. */
function comingForBalance(group: Group): number {
  return group.members.filter(({ phase, balancing }) => balancing && phase.lifecycle === 'Pending').length;
}

function scaleIn(region: Region, group: Group, surplus: number): void {
  if (isSuspended(group, 'Terminate')) return;
  const size = staying(group).length;
  for (let left = surplus; left > 0; left -= 1) {
    const victim = chooseVictim(region, group);
    if (victim === undefined) {
      sayAllAreProtected(region, group);
      return;
    }
    beginEnd(region, group, victim, false, [
      group.reason,
      'an instance was taken out of service in response to a difference between desired and actual capacity, ' +
        `shrinking the capacity from ${size} to ${size - surplus}.`,
      `instance ${victim.instanceId} was selected for termination.`,
    ]);
  }
}

const ALL_PROTECTED =
  'Could not scale to desired capacity because all remaining instances are protected from scale-in.';

function sayAllAreProtected(region: Region, group: Group): void {
  if (group.activities.at(-1)?.message === ALL_PROTECTED) return;
  const activity = openActivity(region, group, {
    description: 'Terminating EC2 instances',
    causes: [group.reason],
    subnetId: '',
    zone: '',
    status: 'InProgress',
  });
  closeActivity(region, group, activity, 'Cancelled', ALL_PROTECTED);
}
