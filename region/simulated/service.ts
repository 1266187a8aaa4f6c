import type * as autoscaling from '@aws-sdk/client-auto-scaling';
import type * as ec2 from '@aws-sdk/client-ec2';
import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';

import type { Call } from './call.ts';

/** A service as people make one: a load balancer before a target group, a launch template, a group of its instances. */
export interface Service {
  /** Of the group, the template, the target group and the load balancer. */
  readonly name: string;
  readonly templateId: string;
  readonly targetGroupArn: string;
  readonly loadBalancerArn: string;
}

export interface ServiceOrder {
  readonly name: string;
  readonly imageId: string;
  readonly min?: number;
  readonly max: number;
  readonly desired: number;
  /** Seconds between health checks; 10 where nothing is said. */
  readonly interval?: number;
  readonly unhealthyThreshold?: number;
  /** The deregistration delay in seconds; 10 where nothing is said. */
  readonly delay?: number;
  /** What else its template says. */
  readonly data?: ec2.RequestLaunchTemplateData;
  /** What else its group is made with. */
  readonly group?: Partial<autoscaling.CreateAutoScalingGroupType>;
}

/** Makes it in the region's two zones, over that region's calls. @throws AwsError what the region refuses */
export async function makeService(call: Call, order: ServiceOrder): Promise<Service> {
  const { name } = order;
  const { Subnets = [] } = (await call('ec2', 'DescribeSubnets', {})) as ec2.DescribeSubnetsResult;
  const subnets = Subnets.map(({ SubnetId = '' }) => SubnetId);
  const loadBalancerArn = await makeBalancer(call, name, subnets);
  const targetGroupArn = await makeTargetGroup(call, order, Subnets[0]?.VpcId ?? '');
  const forward = [{ Type: 'forward', TargetGroupArn: targetGroupArn }];
  await call('elasticloadbalancing', 'CreateListener', {
    ...{ LoadBalancerArn: loadBalancerArn, Protocol: 'HTTP', Port: 80, DefaultActions: forward },
  });
  const templateId = await makeTemplate(call, order);
  await call('autoscaling', 'CreateAutoScalingGroup', {
    AutoScalingGroupName: name,
    LaunchTemplate: { LaunchTemplateId: templateId, Version: '1' },
    ...{ MinSize: order.min ?? 0, MaxSize: order.max, DesiredCapacity: order.desired },
    VPCZoneIdentifier: subnets.join(),
    TargetGroupARNs: [targetGroupArn],
    ...order.group,
  });
  return { name, templateId, targetGroupArn, loadBalancerArn };
}

async function makeBalancer(call: Call, name: string, subnets: readonly string[]): Promise<string> {
  const input = { Name: name, Subnets: subnets };
  const made = await call('elasticloadbalancing', 'CreateLoadBalancer', input);
  return (made as elbv2.CreateLoadBalancerOutput).LoadBalancers?.[0]?.LoadBalancerArn ?? '';
}

async function makeTargetGroup(call: Call, order: ServiceOrder, vpcId: string): Promise<string> {
  const made = await call('elasticloadbalancing', 'CreateTargetGroup', {
    ...{ Name: order.name, Protocol: 'HTTP', Port: 8080, VpcId: vpcId, HealthCheckPath: '/healthz' },
    ...{ HealthCheckIntervalSeconds: order.interval ?? 10, HealthCheckTimeoutSeconds: 2 },
    ...{ HealthyThresholdCount: 2, UnhealthyThresholdCount: order.unhealthyThreshold ?? 2 },
  });
  const arn = (made as elbv2.CreateTargetGroupOutput).TargetGroups?.[0]?.TargetGroupArn ?? '';
  const delay = { Key: 'deregistration_delay.timeout_seconds', Value: String(order.delay ?? 10) };
  const attributes = { TargetGroupArn: arn, Attributes: [delay] };
  await call('elasticloadbalancing', 'ModifyTargetGroupAttributes', attributes);
  return arn;
}

async function makeTemplate(call: Call, { name, imageId, data }: ServiceOrder): Promise<string> {
  const LaunchTemplateData = { ImageId: imageId, InstanceType: 't3.small', ...data };
  const made = await call('ec2', 'CreateLaunchTemplate', { LaunchTemplateName: name, LaunchTemplateData });
  return (made as ec2.CreateLaunchTemplateResult).LaunchTemplate?.LaunchTemplateId ?? '';
}
