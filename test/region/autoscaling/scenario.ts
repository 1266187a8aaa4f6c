import {
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  type Activity,
  type AutoScalingGroup,
  type CreateAutoScalingGroupType,
} from '@aws-sdk/client-auto-scaling';
import type { Test } from 'tap';

import type { LaunchTemplate, TemplateData } from '../../../region/model/ec2/templates.ts';
import type { ModelRegion } from '../model-region.ts';
import { startBalanced, type Balanced } from '../balancing/scenario.ts';

/** A group `web` of t3.small in two zones, min 0, max 6, behind the target group of `startBalanced`. */
export interface Grouped extends Balanced {
  readonly template: LaunchTemplate;
  /** The group as AWS shows it now. */
  group(): Promise<AutoScalingGroup>;
  /** Ids of the members in this lifecycle state, in every one where none is named, in the order of their launch. */
  members(lifecycle?: string): Promise<string[]>;
  /** Newest first. */
  activities(): Promise<Activity[]>;
  zoneOf(instanceId: string): string;
  /** The events of one kind, without their instants. */
  told(type: string): object[];
}

/**
 * @param more beside the size, or in place of what the group is made with otherwise
 */
export async function startGroup(
  t: Test,
  desired: number,
  more: Partial<CreateAutoScalingGroupType> = {},
): Promise<Grouped> {
  const region = await startBalanced(t);
  const template = addTemplate(region, 'web');
  await region.autoscaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: 'web',
      LaunchTemplate: { LaunchTemplateId: template.id, Version: '1' },
      MinSize: 0,
      MaxSize: 6,
      DesiredCapacity: desired,
      VPCZoneIdentifier: region.subnetIds.join(),
      TargetGroupARNs: [region.targetGroupArn],
      ...more,
    }),
  );
  await region.clock.pass(0);
  return { ...region, template, ...questions(region) };
}

function questions(region: Balanced) {
  async function group(): Promise<AutoScalingGroup> {
    const answer = await region.autoscaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ['web'] }),
    );
    const [found] = answer.AutoScalingGroups ?? [];
    if (found === undefined) throw new Error('the group web is gone');
    return found;
  }
  async function members(lifecycle?: string): Promise<string[]> {
    const all = (await group()).Instances ?? [];
    return all
      .filter(({ LifecycleState }) => lifecycle === undefined || LifecycleState === lifecycle)
      .map(({ InstanceId }) => InstanceId ?? '');
  }
  async function activities(): Promise<Activity[]> {
    const answer = await region.autoscaling.send(
      new DescribeScalingActivitiesCommand({ AutoScalingGroupName: 'web' }),
    );
    return answer.Activities ?? [];
  }
  function zoneOf(instanceId: string): string {
    const instance = region.region.state.ec2.instances.find((one) => one.instanceId === instanceId);
    return instance?.zone.at(-1) ?? '';
  }
  function told(type: string): object[] {
    return region.events.filter((event) => event.type === type).map(({ at, type: _type, ...rest }) => rest);
  }
  return { group, members, activities, zoneOf, told };
}

/** A launch template whose version 1 launches the base image; put beside the API, which other tests try. */
export function addTemplate(region: ModelRegion, name: string): LaunchTemplate {
  const { ec2 } = region.region.state;
  const template: LaunchTemplate = {
    id: `lt-${(ec2.templates.length + 1).toString(16).padStart(17, '0')}`,
    name,
    created: region.clock.now(),
    defaultVersion: 1,
    latestVersion: 0,
    versions: [],
    tags: {},
  };
  ec2.templates.push(template);
  addVersion(region, template, {});
  return template;
}

/** Another version of it, of the base image and t3.small unless `data` says otherwise. */
export function addVersion(region: ModelRegion, template: LaunchTemplate, data: TemplateData): string {
  const ImageId = region.region.state.ec2.images[0]?.imageId;
  template.latestVersion += 1;
  template.versions.push({
    templateId: template.id,
    templateName: template.name,
    number: template.latestVersion,
    description: undefined,
    created: region.clock.now(),
    data: { ImageId, InstanceType: 't3.small', ...data },
  });
  return String(template.latestVersion);
}
