import t from 'tap';

import { awsCli } from '../aws-cli.ts';
import { startModelRegion } from '../model-region.ts';

t.test(
  'ELB-30 the AWS CLI makes, asks and deletes load balancers, target groups and listeners',
  async (t) => {
    const r = await startModelRegion();
    t.teardown(() => r.close());
    const elbv2 = (...args: string[]) => awsCli(r, 'elbv2', ...args);
    const { instanceId } = r.runInstance();
    await r.clock.pass(0);
    const address = `${r.region.network.publicPrefix}.0.10`;

    const made = await elbv2('create-load-balancer', '--name', 'front', '--subnets', ...r.subnetIds);
    t.match(made, { LoadBalancers: [{ DNSName: address, CreatedTime: '2026-11-21T08:00:00+00:00' }] });
    const balancer = textIn(made, 'LoadBalancerArn');
    const group = textIn(
      await elbv2(
        ...[
          'create-target-group',
          '--name',
          'web',
          '--protocol',
          'HTTP',
          '--port',
          '8080',
          '--vpc-id',
          r.vpcId,
        ],
        ...['--health-check-path', '/healthz', '--matcher', 'HttpCode=200'],
      ),
      'TargetGroupArn',
    );
    const forward = `Type=forward,TargetGroupArn=${group}`;
    const listener = textIn(
      await elbv2(
        ...['create-listener', '--load-balancer-arn', balancer, '--protocol', 'HTTP', '--port', '80'],
        ...['--default-actions', forward],
      ),
      'ListenerArn',
    );
    const attribute = 'Key=deregistration_delay.timeout_seconds,Value=6';
    await elbv2('modify-target-group-attributes', '--target-group-arn', group, '--attributes', attribute);
    await elbv2('register-targets', '--target-group-arn', group, '--targets', `Id=${instanceId}`);
    await r.clock.pass(1);
    const health = () => elbv2('describe-target-health', '--target-group-arn', group);
    t.match(await health(), {
      TargetHealthDescriptions: [
        { Target: { Id: instanceId, Port: 8080 }, TargetHealth: { State: 'healthy' } },
      ],
    });
    t.match(await elbv2('describe-load-balancers', '--names', 'front'), {
      LoadBalancers: [{ LoadBalancerArn: balancer, State: { Code: 'active' } }],
    });
    t.match(await elbv2('describe-target-groups', '--load-balancer-arn', balancer), {
      TargetGroups: [{ TargetGroupArn: group, LoadBalancerArns: [balancer] }],
    });
    t.match(await elbv2('describe-listeners', '--load-balancer-arn', balancer), {
      Listeners: [{ Port: 80, DefaultActions: [{ Type: 'forward', TargetGroupArn: group }] }],
    });
    await elbv2('deregister-targets', '--target-group-arn', group, '--targets', `Id=${instanceId}`);
    t.match(await health(), {
      TargetHealthDescriptions: [
        { TargetHealth: { State: 'draining', Reason: 'Target.DeregistrationInProgress' } },
      ],
    });
    await elbv2('delete-listener', '--listener-arn', listener);
    await elbv2('delete-target-group', '--target-group-arn', group);
    await elbv2('delete-load-balancer', '--load-balancer-arn', balancer);
    await t.rejects(health(), {
      message: /\(TargetGroupNotFound\) when calling the DescribeTargetHealth operation/,
    });
  },
);

/** The first text of that name in a reply. */
function textIn(reply: unknown, name: string): string {
  const found = new RegExp(`"${name}":"([^"]+)"`).exec(JSON.stringify(reply))?.[1];
  if (found === undefined) throw new Error(`the reply has no ${name}`);
  return found;
}
