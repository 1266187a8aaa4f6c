import type * as sdk from '@aws-sdk/client-auto-scaling';

import { attach } from '../../model/autoscaling/attach.ts';
import { detach } from '../../model/autoscaling/detach.ts';
import { findGroup } from '../../model/autoscaling/groups.ts';
import { isSuspended } from '../../model/autoscaling/processes.ts';
import { setSizes } from '../../model/autoscaling/sizes.ts';
import type { Group } from '../../model/autoscaling/state.ts';
import { placesOf } from '../../model/autoscaling/zones.ts';
import { instanceOf } from '../../model/ec2/instance.ts';
import type { Instance } from '../../model/ec2/state.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { idsAsked, membersAsked, sizesForbid } from './members-asked.ts';
import { activityView } from './views.ts';

/** Takes running instances into a group and raises its desired capacity by them: all of them, or none. */
export const attachInstances = action<sdk.AttachInstancesQuery, object>(
  ['InstanceIds', 'AutoScalingGroupName'],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    const instances = idsAsked(input.InstanceIds).map((id) => attachable(region, group, id));
    const desired = group.desired + instances.length;
    if (desired > group.max) throw sizesForbid(group, 'attach', instances.length);
    if (isSuspended(group, 'Launch')) {
      throw new AwsError('ValidationError', `The Launch process of the group ${group.name} is suspended.`);
    }
    for (const instance of instances) attach(region, group, instance, desired);
    setSizes(region, group, { ...group, desired });
    return {};
  },
);

/** Lets members out of a group: all of them, or none. */
export const detachInstances = action<sdk.DetachInstancesQuery, sdk.DetachInstancesAnswer>(
  ['InstanceIds', 'AutoScalingGroupName', 'ShouldDecrementDesiredCapacity'],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    const members = membersAsked(group, input.InstanceIds, ['InService', 'Standby']);
    const decrement = input.ShouldDecrementDesiredCapacity;
    if (decrement && group.desired - members.length < group.min) {
      throw sizesForbid(group, 'detach', members.length);
    }
    const activities = members.map((member) => detach(region, group, member, decrement));
    return { Activities: activities.map((activity) => activityView(group, activity)) };
  },
);

/** It runs, in a zone of the group, in no other group, and its image is there [UG]. The texts but the second are ours. */
function attachable(region: Region, group: Group, id: string): Instance {
  const instance = instanceOf(region, id);
  if (instance === undefined) throw refused(`Invalid Instance: ${id}`);
  const owner = region.state.autoscaling.groups.find(({ members }) =>
    members.some(({ instanceId }) => instanceId === id),
  );
  if (owner !== undefined)
    throw refused(`The Instance: ${id} is already part of AutoScalingGroup:${owner.name}`);
  if (instance.state !== 'running') throw refused(`The Instance: ${id} is not in the running state.`);
  if (!placesOf(region, group).some(({ zone }) => zone === instance.zone)) {
    throw refused(`The Instance: ${id} is in ${instance.zone}, where AutoScalingGroup:${group.name} is not.`);
  }
  if (!region.state.ec2.images.some(({ imageId }) => imageId === instance.imageId)) {
    throw refused(`The AMI ID ${instance.imageId} of the Instance: ${id} does not exist`);
  }
  return instance;
}

function refused(why: string): AwsError {
  return new AwsError('ValidationError', why);
}
