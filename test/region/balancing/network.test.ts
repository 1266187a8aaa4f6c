import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DeregisterTargetsCommand,
  DescribeListenerAttributesCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  RegisterTargetsCommand,
  type CreateTargetGroupCommandInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import t, { type Test } from 'tap';

import { startModelRegion, type ModelRegion } from '../model-region.ts';
import { addressOf, balancedBy, createTargetGroup, setAttributes, type Balanced } from './scenario.ts';

const STATE = 'target_health_state.unhealthy';
const TERMINATION = `${STATE}.connection_termination.enabled`;

/** A network load balancer before one target group: checks by TCP every 10 s, unhealthy by 2, a delay of 30 s. */
async function startNetwork(t: Test, subnets = 2): Promise<Balanced> {
  const region = await startModelRegion();
  t.teardown(() => region.close());
  const Subnets = region.subnetIds.slice(0, subnets);
  const { LoadBalancers } = await region.elbv2.send(
    new CreateLoadBalancerCommand({ Name: 'flows', Type: 'network', Subnets }),
  );
  const loadBalancerArn = LoadBalancers?.[0]?.LoadBalancerArn ?? '';
  const targetGroupArn = await tcpGroup(region, 'db', {
    HealthCheckIntervalSeconds: 10,
    HealthCheckTimeoutSeconds: 5,
    HealthyThresholdCount: 3,
  });
  const b = balancedBy(region, loadBalancerArn, targetGroupArn);
  await setAttributes(b, { 'deregistration_delay.timeout_seconds': '30' });
  await listenTcp(b, targetGroupArn);
  return b;
}

async function tcpGroup(
  region: ModelRegion,
  name: string,
  more: Partial<CreateTargetGroupCommandInput> = {},
): Promise<string> {
  const asked = { Name: name, Protocol: 'TCP', Port: 5432, VpcId: region.vpcId, ...more } as const;
  const { TargetGroups } = await region.elbv2.send(new CreateTargetGroupCommand(asked));
  return TargetGroups?.[0]?.TargetGroupArn ?? '';
}

async function listenTcp(b: Balanced, group: string, more: object = {}): Promise<string> {
  const { Listeners } = await b.elbv2.send(
    new CreateListenerCommand({
      ...({ LoadBalancerArn: b.loadBalancerArn, Protocol: 'TCP', Port: 5432 } as const),
      DefaultActions: [{ Type: 'forward', TargetGroupArn: group }],
      ...more,
    }),
  );
  await b.clock.pass(0);
  return Listeners?.[0]?.ListenerArn ?? '';
}

t.test('NLB-5 a network load balancer forwards TCP to target groups that are checked by TCP', async (t) => {
  const b = await startNetwork(t);
  const [id = ''] = await b.runTargets(1);
  await b.clock.pass(10);
  t.same(await b.health(), { [id]: 'healthy' });
  t.same(b.prober.probes, [{ address: addressOf(b, id), port: 5432, timeout: 5000 }]);
  t.match(b.loadBalancerArn, /:loadbalancer\/net\/flows\/[0-9a-f]{16}$/);
  t.match(b.balancer.told.at(-1), {
    listeners: [{ protocol: 'TCP', port: 5432, idleTimeout: 350 }],
    targetGroups: [{ protocol: 'TCP', leaving: 'left', targets: [{ instanceId: id, mode: 'serve' }] }],
  });
  const { TargetGroups } = await b.elbv2.send(new DescribeTargetGroupsCommand({}));
  t.match(TargetGroups, [{ Protocol: 'TCP', HealthCheckProtocol: 'TCP', UnhealthyThresholdCount: 2 }]);
  t.notOk(TargetGroups?.[0]?.Matcher);
});

t.test('NLB-6 its targets register for 10 s before they are checked', async (t) => {
  const b = await startNetwork(t);
  const [id = ''] = await b.runTargets(1);
  await b.clock.pass(9);
  t.same(await b.health(), { [id]: 'initial Elb.RegistrationInProgress' });
  await b.clock.pass(1);
  t.same(await b.health(), { [id]: 'healthy' });
});

t.test('NLB-7 checks are by HTTP where it is said, with the defaults for it', async (t) => {
  const b = await startNetwork(t);
  await tcpGroup(b, 'web', { HealthCheckProtocol: 'HTTP' });
  await tcpGroup(b, 'raw');
  const { TargetGroups } = await b.elbv2.send(new DescribeTargetGroupsCommand({ Names: ['web', 'raw'] }));
  t.match(TargetGroups, [
    { HealthCheckPath: '/', HealthCheckTimeoutSeconds: 6, Matcher: { HttpCode: '200-399' } },
    { HealthCheckProtocol: 'TCP', HealthCheckTimeoutSeconds: 10, HealthCheckIntervalSeconds: 30 },
  ]);
  await t.rejects(tcpGroup(b, 'x', { HealthCheckPath: '/' }), { name: 'ValidationError' });
  await t.rejects(tcpGroup(b, 'x', { HealthCheckProtocol: 'HTTPS' }), { name: 'ValidationError' });
});

t.test(
  'NLB-8 a deregistered target drains by time; its flows outlive it unless they are to be cut',
  async (t) => {
    const b = await startNetwork(t);
    const [stays = '', leaves = ''] = await b.runTargets(2);
    await b.clock.pass(10);
    const asked = { TargetGroupArn: b.targetGroupArn, Targets: [{ Id: leaves }] };
    await b.elbv2.send(new DeregisterTargetsCommand(asked));
    await b.clock.pass(5);
    t.same(b.routed(), { [stays]: 'serve', [leaves]: 'finish' });
    await b.clock.pass(24);
    t.equal((await b.health())[leaves], 'draining Target.DeregistrationInProgress');
    await b.clock.pass(1);
    t.same(b.routed(), { [stays]: 'serve' });
    t.match(b.balancer.told.at(-1), { targetGroups: [{ leaving: 'left' }] });
    await setAttributes(b, { 'deregistration_delay.connection_termination.enabled': 'true' });
    t.match(b.balancer.told.at(-1), { targetGroups: [{ leaving: 'cut' }] });
  },
);

t.test('NLB-9 the flows of an unhealthy target are cut, or kept where that is said', async (t) => {
  const b = await startNetwork(t);
  const [good = '', bad = ''] = await b.runTargets(2);
  await b.clock.pass(10);
  b.prober.answer({ kind: 'failed', why: 'refused' }, addressOf(b, bad));
  await b.clock.pass(20);
  t.same(b.routed(), { [good]: 'serve', [bad]: 'cut' });
  await setAttributes(b, { [TERMINATION]: 'false' });
  t.same(b.routed(), { [good]: 'serve', [bad]: 'finish' });
});

t.test('NLB-10 with a draining interval it is unhealthy.draining first', async (t) => {
  const b = await startNetwork(t);
  const interval = { [`${STATE}.draining_interval_seconds`]: '15' };
  await t.rejects(setAttributes(b, interval), { name: 'InvalidConfigurationRequestException' });
  await setAttributes(b, { ...interval, [TERMINATION]: 'false' });
  const [good = '', bad = ''] = await b.runTargets(2);
  await b.clock.pass(10);
  b.prober.answer({ kind: 'failed', why: 'refused' }, addressOf(b, bad));
  await b.clock.pass(20);
  t.same(await b.health(), { [good]: 'healthy', [bad]: 'unhealthy.draining Target.FailedHealthChecks' });
  t.same(b.routed(), { [good]: 'serve', [bad]: 'finish' });
  await b.clock.pass(15);
  t.same(await b.health(), { [good]: 'healthy', [bad]: 'unhealthy Target.FailedHealthChecks' });
  t.same(b.routed(), { [good]: 'serve', [bad]: 'cut' });
});

t.test('NLB-11 a target in a zone that the load balancer is not in is unused', async (t) => {
  const b = await startNetwork(t, 1);
  const inside = b.runInstance(b.subnetIds[0]).instanceId;
  const outside = b.runInstance(b.subnetIds[1]).instanceId;
  await b.clock.pass(0);
  const Targets = [{ Id: inside }, { Id: outside }];
  await b.elbv2.send(new RegisterTargetsCommand({ TargetGroupArn: b.targetGroupArn, Targets }));
  await b.clock.pass(10);
  t.same(await b.health(), { [inside]: 'healthy', [outside]: 'unused Target.NotInUse' });
});

t.test('NLB-12 what belongs to the other kind of load balancer is refused', async (t) => {
  const b = await startNetwork(t);
  const web = await createTargetGroup(b, 'web');
  const incompatible = { name: 'IncompatibleProtocolsException' };
  await t.rejects(listenTcp(b, web, { Port: 80 }), incompatible);
  const invalid = (message: RegExp) => ({ name: 'ValidationError', message });
  await t.rejects(listenTcp(b, b.targetGroupArn, { Port: 80, Protocol: 'HTTP' }), invalid(/for HTTP$/));
  await t.rejects(listenTcp(b, b.targetGroupArn, { Port: 80, Protocol: 'UDP' }), invalid(/for UDP$/));
  const gone = { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '410' } } as const;
  await t.rejects(listenTcp(b, b.targetGroupArn, { Port: 80, DefaultActions: [gone] }), {
    name: 'InvalidLoadBalancerActionException',
  });
  const other = await tcpGroup(b, 'other');
  const TargetGroups = [{ TargetGroupArn: other }, { TargetGroupArn: b.targetGroupArn }];
  const DefaultActions = [{ Type: 'forward', ForwardConfig: { TargetGroups } }];
  await t.rejects(listenTcp(b, other, { Port: 80, DefaultActions }), invalid(/one target group/));
  const ListenerArn = await listenTcp(b, other, { Port: 81 });
  const Conditions = [{ Field: 'path-pattern', Values: ['/'] }];
  const Actions = [{ Type: 'forward', TargetGroupArn: other } as const];
  const rule = { ListenerArn, Priority: 1, Conditions, Actions };
  await t.rejects(b.elbv2.send(new CreateRuleCommand(rule)), invalid(/no rules of network/));
});

t.test(
  'NLB-13 network load balancers, their listeners and target groups have attributes of their own',
  async (t) => {
    const b = await startNetwork(t);
    const { Attributes = [] } = await b.elbv2.send(
      new DescribeTargetGroupAttributesCommand({ TargetGroupArn: b.targetGroupArn }),
    );
    t.match(Object.fromEntries(Attributes.map(({ Key = '', Value }) => [Key, Value])), {
      'deregistration_delay.connection_termination.enabled': 'false',
      [TERMINATION]: 'true',
      [`${STATE}.draining_interval_seconds`]: '0',
      'stickiness.type': 'source_ip',
      'preserve_client_ip.enabled': 'true',
      'proxy_protocol_v2.enabled': 'false',
    });
    await t.rejects(setAttributes(b, { 'slow_start.duration_seconds': '30' }), { name: 'ValidationError' });
    const ofBalancer = await b.elbv2.send(
      new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: b.loadBalancerArn }),
    );
    const values = Object.fromEntries(
      (ofBalancer.Attributes ?? []).map(({ Key = '', Value }) => [Key, Value]),
    );
    t.match(values, {
      'load_balancing.cross_zone.enabled': 'false',
      'dns_record.client_routing_policy': 'any_availability_zone',
    });
    const ListenerArn = b.region.state.balancing.listeners[0]?.arn;
    const ofListener = await b.elbv2.send(new DescribeListenerAttributesCommand({ ListenerArn }));
    t.match(ofListener.Attributes, [{ Key: 'tcp.idle_timeout.seconds', Value: '350' }]);
  },
);
