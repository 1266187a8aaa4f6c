import type { Region } from '../../region.ts';
import { GROUP_TAG } from '../ec2/instance.ts';
import type { Instance } from '../ec2/state.ts';
import { findTemplate } from '../ec2/templates.ts';
import { openActivity } from './activities.ts';
import { join } from './members.ts';
import type { Group, TemplateChoice } from './state.ts';

/**
 * Takes a running instance into a group: no hook is asked, and its grace period begins when it is in service.
 *
 * @param desired the desired capacity with all that come
 */
export function attach(region: Region, group: Group, instance: Instance, desired: number): void {
  const { instanceId, imageId, instanceType, zone, subnetId } = instance;
  const activity = openActivity(region, group, {
    description: `Attaching an existing EC2 instance: ${instanceId}`,
    causes: [
      `an instance was added in response to user request. Keeping the capacity at the new ${desired}.`,
    ],
    ...{ subnetId, zone },
    status: 'PreInService',
  });
  instance.tags = { ...instance.tags, [GROUP_TAG]: group.name };
  join(region, group, {
    ...{ instanceId, imageId, instanceType, zone, subnetId },
    template: templateOf(region, instance),
    launched: instance.launched,
    balancing: false,
    protected: group.protectNew,
    health: 'Healthy',
    ailment: undefined,
    phase: { lifecycle: 'Pending', stage: 'returning', activity: activity.id },
  });
}

/** The template that an instance was launched from; an instance may have none, or one that is deleted. */
function templateOf(region: Region, { template }: Instance): TemplateChoice | undefined {
  if (!region.state.ec2.templates.some(({ id }) => id === template?.id) || template === undefined)
    return undefined;
  const { id, name } = findTemplate(region, { id: template.id, name: undefined });
  return { id, name, version: String(template.version) };
}
