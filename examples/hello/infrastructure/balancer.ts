import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  ModifyTargetGroupAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { found, type Cloud } from './cloud.ts';
import type { Network } from './network.ts';

/** The port that hello serves on. */
const PORT = 8080;

export interface Balancer {
  /** The host that clients talk to, on port 80. */
  readonly address: string;
  readonly targetGroupArn: string;
}

/**
 * A load balancer in front of a target group, both called `name`; what is there already is left as it is.
 *
 * @param drain seconds for which a target that leaves may finish what is under way
 */
export async function makeBalancer(
  cloud: Cloud,
  network: Network,
  firewall: string,
  { name, drain }: { readonly name: string; readonly drain: number },
): Promise<Balancer> {
  const { arn, address } = await makeLoadBalancer(cloud, network, firewall, name);
  const targetGroupArn = await makeTargetGroup(cloud, network, name);
  await cloud.balancing.send(
    new ModifyTargetGroupAttributesCommand({
      TargetGroupArn: targetGroupArn,
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: String(drain) }],
    }),
  );
  await makeListener(cloud, arn, targetGroupArn);
  return { address, targetGroupArn };
}

async function makeLoadBalancer({ balancing }: Cloud, network: Network, firewall: string, name: string) {
  const there = await found(
    balancing.send(new DescribeLoadBalancersCommand({ Names: [name] })),
    'LoadBalancerNotFoundException',
  );
  const { LoadBalancers } =
    there ??
    (await balancing.send(
      new CreateLoadBalancerCommand({
        Name: name,
        Type: 'application',
        Scheme: 'internet-facing',
        Subnets: [...network.subnetIds],
        SecurityGroups: [firewall],
      }),
    ));
  const { LoadBalancerArn: arn, DNSName: address } = LoadBalancers?.[0] ?? {};
  if (arn === undefined || address === undefined) throw new Error(`the load balancer ${name} was not made`);
  return { arn, address };
}

async function makeTargetGroup({ balancing }: Cloud, network: Network, name: string): Promise<string> {
  const there = await found(
    balancing.send(new DescribeTargetGroupsCommand({ Names: [name] })),
    'TargetGroupNotFoundException',
  );
  const { TargetGroups } =
    there ??
    (await balancing.send(
      new CreateTargetGroupCommand({
        Name: name,
        Protocol: 'HTTP',
        Port: PORT,
        VpcId: network.vpcId,
        TargetType: 'instance',
        // The quickest that AWS has: a release waits for it, instance by instance.
        HealthCheckPath: '/healthz',
        HealthCheckIntervalSeconds: 5,
        HealthCheckTimeoutSeconds: 2,
        HealthyThresholdCount: 2,
        UnhealthyThresholdCount: 2,
        Matcher: { HttpCode: '200' },
      }),
    ));
  const arn = TargetGroups?.[0]?.TargetGroupArn;
  if (arn === undefined) throw new Error(`the target group ${name} was not made`);
  return arn;
}

async function makeListener({ balancing }: Cloud, loadBalancer: string, targetGroup: string): Promise<void> {
  const { Listeners } = await balancing.send(new DescribeListenersCommand({ LoadBalancerArn: loadBalancer }));
  if ((Listeners ?? []).length > 0) return;
  await balancing.send(
    new CreateListenerCommand({
      LoadBalancerArn: loadBalancer,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroup }],
    }),
  );
}

/** The security group called `name`, which lets port 80 and hello's own in. Gives its id. */
export async function makeFirewall({ ec2 }: Cloud, network: Network, name: string): Promise<string> {
  const { SecurityGroups } = await ec2.send(
    new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'group-name', Values: [name] }] }),
  );
  const there = SecurityGroups?.[0]?.GroupId;
  if (there !== undefined) return there;
  const { GroupId: id } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: name, Description: `Serves ${name}`, VpcId: network.vpcId }),
  );
  if (id === undefined) throw new Error(`the security group ${name} was not made`);
  const open = (port: number, from: string) => ({
    IpProtocol: 'tcp',
    FromPort: port,
    ToPort: port,
    IpRanges: [{ CidrIp: from }],
  });
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: id,
      IpPermissions: [open(80, '0.0.0.0/0'), open(PORT, network.cidr)],
    }),
  );
  return id;
}
