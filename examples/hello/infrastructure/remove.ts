import {
  DeleteAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  DeleteLaunchTemplateCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
} from '@aws-sdk/client-ec2';
import {
  DeleteLoadBalancerCommand,
  DeleteTargetGroupCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { setTimeout as delay } from 'node:timers/promises';
import { found, type Cloud } from './cloud.ts';

/** How long a group may take to end its instances, and how often it is asked, in milliseconds. */
const PATIENCE = 180_000;
const PAUSE = 500;

/** Removes the group and waits until its instances are gone, which hold on to all that is removed next. */
export async function removeGroup({ autoscaling, ec2 }: Cloud, name: string): Promise<void> {
  await found(
    autoscaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName: name, ForceDelete: true })),
    'ValidationError',
  );
  const deadline = Date.now() + PATIENCE;
  while (await groupExists(autoscaling, name)) {
    if (Date.now() > deadline) throw new Error(`the group ${name} is still there after ${PATIENCE / 1000} s`);
    await delay(PAUSE);
  }
  await found(
    ec2.send(new DeleteLaunchTemplateCommand({ LaunchTemplateName: name })),
    'InvalidLaunchTemplateName.NotFoundException',
  );
}

async function groupExists(autoscaling: Cloud['autoscaling'], name: string): Promise<boolean> {
  const answer = await autoscaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
  );
  return (answer.AutoScalingGroups ?? []).length > 0;
}

/** Removes the load balancer, its listeners with it, and then the target group, which it used. */
export async function removeBalancer({ balancing }: Cloud, name: string): Promise<void> {
  const balancers = await found(
    balancing.send(new DescribeLoadBalancersCommand({ Names: [name] })),
    'LoadBalancerNotFoundException',
  );
  for (const { LoadBalancerArn } of balancers?.LoadBalancers ?? [])
    await balancing.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
  const groups = await found(
    balancing.send(new DescribeTargetGroupsCommand({ Names: [name] })),
    'TargetGroupNotFoundException',
  );
  for (const { TargetGroupArn } of groups?.TargetGroups ?? [])
    await balancing.send(new DeleteTargetGroupCommand({ TargetGroupArn }));
}

export async function removeFirewall({ ec2 }: Cloud, name: string): Promise<void> {
  const answer = await ec2.send(
    new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'group-name', Values: [name] }] }),
  );
  for (const { GroupId } of answer.SecurityGroups ?? [])
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
}
