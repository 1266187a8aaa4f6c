import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { GROUP_TAG } from '../ec2/instance.ts';
import { launch } from '../ec2/launch.ts';
import { openActivity } from './activities.ts';
import { join, staying } from './members.ts';
import { isSuspended } from './processes.ts';
import { templateToLaunch } from './refresh/active.ts';
import { countFailure, recordRefusal } from './refusal.ts';
import type { Group, Member } from './state.ts';
import { firstWithCapacity, typesOf } from './types.ts';
import { placesOf, type Place } from './zones.ts';

/** Launches `count` members, each into the zone that has fewest; stops at the first that cannot be launched. */
export function launchMissing(region: Region, group: Group, count: number): void {
  const size = staying(group).length;
  const causes = [
    group.reason,
    'an instance was started in response to a difference between desired and actual capacity, ' +
      `increasing the capacity from ${size} to ${size + count}.`,
  ];
  for (let left = count; left > 0; left -= 1) {
    if (!mayLaunch(region, group)) return;
    if (!launchSomewhere(region, group, placesOf(region, group), causes, false)) return;
  }
}

/** Whether the Launch process runs and no launch failed just now. */
export function mayLaunch(region: Region, group: Group): boolean {
  return !isSuspended(group, 'Launch') && region.clock.now() >= group.backoff.until;
}

const ELSEWHERE = ['InsufficientInstanceCapacity', 'InsufficientFreeAddressesInSubnet'];

/**
 * Launches one member in the first of the places that takes it. Each refusal leaves a failed activity; one that another zone
 * would not answer differently ends the attempt. Says whether it was launched.
 */
export function launchSomewhere(
  region: Region,
  group: Group,
  places: readonly Place[],
  causes: readonly (string | undefined)[],
  balancing: boolean,
): boolean {
  for (const place of places) {
    try {
      launchMember(region, group, place, causes, balancing);
      return true;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      recordRefusal(region, group, place, causes, error);
      if (!ELSEWHERE.includes(error.code)) break;
    }
  }
  countFailure(region, group);
  return false;
}

/**
 * Launches one member in one place: of the first type of its group of which there is any.
 *
 * @throws AwsError what EC2 answers
 */
export function launchMember(
  region: Region,
  group: Group,
  place: Place,
  causes: readonly (string | undefined)[],
  balancing: boolean,
): Member {
  const chosen = templateToLaunch(group);
  const { id, name, version } = chosen;
  const instance = firstWithCapacity(typesOf(chosen), (type) =>
    launch(region, {
      template: { id, version },
      data: type === undefined ? {} : { InstanceType: type as 't3.small' },
      subnetId: place.subnetId,
      tags: tagsAtLaunch(group),
    }),
  );
  const activity = openActivity(region, group, {
    description: `Launching a new EC2 instance: ${instance.instanceId}`,
    causes,
    ...place,
    status: 'PreInService',
  });
  const member: Member = {
    instanceId: instance.instanceId,
    imageId: instance.imageId,
    instanceType: instance.instanceType,
    ...place,
    template: { id, name, version: String(instance.template?.version ?? version) },
    launched: region.clock.now(),
    balancing,
    protected: group.protectNew,
    health: 'Healthy',
    ailment: undefined,
    phase: { lifecycle: 'Pending', stage: 'booting', activity: activity.id },
  };
  join(region, group, member);
  return member;
}

function tagsAtLaunch(group: Group): Record<string, string> {
  const propagated = group.tags.filter(({ propagate }) => propagate);
  const own = propagated.map(({ key, value }): [string, string] => [key, value]);
  return { ...Object.fromEntries(own), [GROUP_TAG]: group.name };
}
