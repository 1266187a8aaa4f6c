import type * as sdk from '@aws-sdk/client-auto-scaling';

import { lifecycleOf } from '../../model/autoscaling/members.ts';
import type { Activity, Group, GroupTag, Member } from '../../model/autoscaling/state.ts';
import { findSubnet } from '../../model/ec2/subnets.ts';
import type { Region } from '../../region.ts';
import { mixedView } from './mixed-view.ts';
import { templateView } from './template-view.ts';

/** A group as AWS shows it. */
export function groupView(region: Region, group: Group): sdk.AutoScalingGroup {
  const arns = group.attachments.map(({ targetGroupArn }) => targetGroupArn);
  const zones = group.subnets.map((subnetId) => findSubnet(region, subnetId).zone);
  return {
    AutoScalingGroupName: group.name,
    AutoScalingGroupARN: group.arn,
    LaunchTemplate: group.template.mixed === undefined ? templateView(group.template) : undefined,
    MixedInstancesPolicy: mixedView(group.template),
    MinSize: group.min,
    MaxSize: group.max,
    DesiredCapacity: group.desired,
    DefaultCooldown: group.cooldown,
    AvailabilityZones: [...new Set(zones)],
    LoadBalancerNames: [],
    TargetGroupARNs: arns,
    HealthCheckType: group.healthCheck,
    HealthCheckGracePeriod: group.gracePeriod,
    Instances: group.members.map(memberView),
    CreatedTime: new Date(group.created),
    SuspendedProcesses: group.suspended.map(({ process, reason }) => ({
      ProcessName: process,
      SuspensionReason: reason,
    })),
    VPCZoneIdentifier: group.subnets.join(','),
    EnabledMetrics: [],
    Status: group.deleting ? 'Delete in progress' : undefined,
    Tags: group.tags.map((tag) => tagView(group, tag)),
    TerminationPolicies: [...group.terminationPolicies],
    InstanceMaintenancePolicy: group.maintenance && {
      MinHealthyPercentage: group.maintenance.minHealthy,
      MaxHealthyPercentage: group.maintenance.maxHealthy,
    },
    DefaultInstanceWarmup: group.defaultWarmup,
    NewInstancesProtectedFromScaleIn: group.protectNew,
    TrafficSources: arns.map((arn) => ({ Identifier: arn, Type: 'elbv2' })),
  };
}

/** A member as DescribeAutoScalingGroups shows it; its image is not shown, as on AWS. */
export function memberView(member: Member): sdk.Instance {
  return {
    InstanceId: member.instanceId,
    InstanceType: member.instanceType,
    AvailabilityZone: member.zone,
    LifecycleState: lifecycleOf(member.phase),
    HealthStatus: member.health,
    LaunchTemplate: member.template && templateView(member.template),
    ProtectedFromScaleIn: member.protected,
  };
}

export function tagView(group: Group, tag: GroupTag): sdk.TagDescription {
  return {
    ResourceId: group.name,
    ResourceType: 'auto-scaling-group',
    Key: tag.key,
    Value: tag.value,
    PropagateAtLaunch: tag.propagate,
  };
}

export function activityView(group: Group, activity: Activity): sdk.Activity {
  return {
    ActivityId: activity.id,
    AutoScalingGroupName: group.name,
    AutoScalingGroupARN: group.arn,
    Description: activity.description,
    Cause: activity.cause,
    StartTime: new Date(activity.started),
    EndTime: activity.ended === undefined ? undefined : new Date(activity.ended),
    StatusCode: activity.status,
    StatusMessage: activity.message,
    Progress: activity.progress,
    Details: activity.details,
  };
}
