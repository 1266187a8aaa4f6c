import {
  DeleteLoadBalancerCommand,
  DescribeAccountLimitsCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeTargetGroupAttributesCommand,
  ModifyLoadBalancerAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import t from 'tap';

import { setAttributes, startBalanced, type Balanced } from './scenario.ts';

const ROUTING = 'target_group_health.unhealthy_state_routing.minimum_healthy_targets';
const FAILOVER = 'target_group_health.dns_failover.minimum_healthy_targets';
const invalid = (message: RegExp) => ({ name: 'ValidationError', message });

async function ofGroup(b: Balanced): Promise<Record<string, string | undefined>> {
  const asked = new DescribeTargetGroupAttributesCommand({ TargetGroupArn: b.targetGroupArn });
  const { Attributes } = await b.elbv2.send(asked);
  return Object.fromEntries((Attributes ?? []).map(({ Key = '', Value }) => [Key, Value]));
}

async function ofBalancer(b: Balanced): Promise<Record<string, string | undefined>> {
  const asked = new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: b.loadBalancerArn });
  const { Attributes } = await b.elbv2.send(asked);
  return Object.fromEntries((Attributes ?? []).map(({ Key = '', Value }) => [Key, Value]));
}

async function setOfBalancer(b: Balanced, key: string, value: string): Promise<void> {
  const Attributes = [{ Key: key, Value: value }];
  await b.elbv2.send(
    new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn: b.loadBalancerArn, Attributes }),
  );
  await b.clock.pass(0);
}

t.test("ATTR-1 a target group tells AWS's attributes with AWS's defaults", async (t) => {
  const b = await startBalanced(t, 300);
  t.same(await ofGroup(b), {
    'deregistration_delay.timeout_seconds': '300',
    'load_balancing.algorithm.anomaly_mitigation': 'off',
    'load_balancing.algorithm.type': 'round_robin',
    'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
    'slow_start.duration_seconds': '0',
    'stickiness.app_cookie.cookie_name': '',
    'stickiness.app_cookie.duration_seconds': '86400',
    'stickiness.enabled': 'false',
    'stickiness.lb_cookie.duration_seconds': '86400',
    'stickiness.type': 'lb_cookie',
    [`${FAILOVER}.count`]: '1',
    [`${FAILOVER}.percentage`]: 'off',
    [`${ROUTING}.count`]: '1',
    [`${ROUTING}.percentage`]: 'off',
  });
});

const REFUSED: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
  [{ 'stickiness.type': 'app_cookie' }, /'stickiness.type' with 'lb_cookie' alone/],
  [{ 'load_balancing.algorithm.type': 'weighted_random' }, /'load_balancing.algorithm.type' with one of/],
  [{ 'load_balancing.cross_zone.enabled': 'false' }, /'load_balancing.cross_zone.enabled'/],
  [{ 'preserve_client_ip.enabled': 'true' }, /'preserve_client_ip.enabled' is not recognized/],
];

t.test('ATTR-2 what the region has not is refused by name', async (t) => {
  const b = await startBalanced(t);
  for (const [attributes, why] of REFUSED) await t.rejects(setAttributes(b, attributes), invalid(why));
  await setAttributes(b, {
    'stickiness.type': 'lb_cookie',
    'load_balancing.algorithm.anomaly_mitigation': 'off',
  });
});

const OUT_OF_RANGE: readonly Readonly<Record<string, string>>[] = [
  { 'deregistration_delay.timeout_seconds': '3601' },
  { 'deregistration_delay.timeout_seconds': 'x' },
  { 'deregistration_delay.timeout_seconds': '' },
  { 'slow_start.duration_seconds': '29' },
  { 'slow_start.duration_seconds': '901' },
  { 'stickiness.lb_cookie.duration_seconds': '604801' },
  { [`${ROUTING}.count`]: '0' },
  { [`${ROUTING}.percentage`]: '101' },
];

t.test('ATTR-3 attributes have ranges, and a call sets all that it names or none', async (t) => {
  const b = await startBalanced(t);
  for (const wrong of OUT_OF_RANGE) {
    await t.rejects(setAttributes(b, { 'stickiness.enabled': 'true', ...wrong }), {
      name: 'ValidationError',
    });
  }
  t.match(await ofGroup(b), { 'stickiness.enabled': 'false' });
  await setAttributes(b, {
    'deregistration_delay.timeout_seconds': '10',
    'slow_start.duration_seconds': '30',
  });
  await setAttributes(b, { 'slow_start.duration_seconds': '0' });
  t.match(await ofGroup(b), {
    'deregistration_delay.timeout_seconds': '10',
    'slow_start.duration_seconds': '0',
  });
});

t.test('ATTR-4 a load balancer tells its attributes, and its idle timeout can be set', async (t) => {
  const b = await startBalanced(t);
  t.match(await ofBalancer(b), {
    'idle_timeout.timeout_seconds': '60',
    'deletion_protection.enabled': 'false',
    'load_balancing.cross_zone.enabled': 'true',
    'routing.http2.enabled': 'true',
    'routing.http.desync_mitigation_mode': 'defensive',
    'client_keep_alive.seconds': '3600',
    'access_logs.s3.enabled': 'false',
    'ipv6.deny_all_igw_traffic': 'false',
  });
  await setOfBalancer(b, 'idle_timeout.timeout_seconds', '120');
  t.match(await ofBalancer(b), { 'idle_timeout.timeout_seconds': '120' });
  t.match(b.balancer.told.at(-1), { listeners: [{ idleTimeout: 120 }] });
  await t.rejects(setOfBalancer(b, 'idle_timeout.timeout_seconds', '0'), invalid(/range 1-4000/));
  await t.rejects(setOfBalancer(b, 'routing.http2.enabled', 'false'), invalid(/'routing.http2.enabled'/));
});

t.test('ATTR-5 a protected load balancer is not deleted', async (t) => {
  const b = await startBalanced(t);
  await setOfBalancer(b, 'deletion_protection.enabled', 'true');
  const remove = () => b.elbv2.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: b.loadBalancerArn }));
  await t.rejects(remove(), { name: 'OperationNotPermittedException' });
  await setOfBalancer(b, 'deletion_protection.enabled', 'false');
  await t.resolves(remove());
});

t.test('ATTR-6 with fewer healthy targets than the threshold all get requests', async (t) => {
  const b = await startBalanced(t);
  const [one = '', two = '', bad = ''] = await b.runTargets(3);
  await b.clock.pass(1);
  const address = b.region.state.ec2.instances.find(({ instanceId }) => instanceId === bad)?.privateAddress;
  b.prober.answer({ kind: 'timeout' }, address);
  await b.clock.pass(20);
  const finishing = { [one]: 'serve', [two]: 'serve', [bad]: 'finish' };
  t.same(b.routed(), finishing);
  await setAttributes(b, { [`${FAILOVER}.count`]: '3', [`${ROUTING}.count`]: '3' });
  t.same(b.routed(), { ...finishing, [bad]: 'serve' });
  await setAttributes(b, { [`${ROUTING}.count`]: '2' });
  t.same(b.routed(), finishing);
  await setAttributes(b, { [`${FAILOVER}.percentage`]: '67', [`${ROUTING}.percentage`]: '67' });
  t.same(b.routed(), { ...finishing, [bad]: 'serve' });
  await setAttributes(b, { [`${ROUTING}.percentage`]: '66' });
  t.same(b.routed(), finishing);
});

t.test('ATTR-7 the threshold for DNS failover is not below the one for routing', async (t) => {
  const b = await startBalanced(t);
  const refusal = { name: 'InvalidConfigurationRequestException', message: /DNS failover/ };
  await t.rejects(setAttributes(b, { [`${ROUTING}.count`]: '2' }), refusal);
  await setAttributes(b, { [`${FAILOVER}.count`]: 'off', [`${ROUTING}.count`]: '2' });
});

t.test('SLOW-5 slow start goes with round robin alone', async (t) => {
  const b = await startBalanced(t);
  await setAttributes(b, { 'load_balancing.algorithm.type': 'least_outstanding_requests' });
  t.match(b.balancer.told.at(-1), { targetGroups: [{ algorithm: 'least_outstanding_requests' }] });
  await t.rejects(setAttributes(b, { 'slow_start.duration_seconds': '30' }), {
    name: 'InvalidConfigurationRequestException',
  });
});

t.test("ATTR-9 the account's limits are told in pages", async (t) => {
  const b = await startBalanced(t);
  const { Limits = [] } = await b.elbv2.send(new DescribeAccountLimitsCommand({}));
  t.match(Limits[4], { Name: 'rules-per-application-load-balancer', Max: '100' });
  const first = await b.elbv2.send(new DescribeAccountLimitsCommand({ PageSize: 10 }));
  const rest = await b.elbv2.send(new DescribeAccountLimitsCommand({ Marker: first.NextMarker }));
  t.same([...(first.Limits ?? []), ...(rest.Limits ?? [])], Limits);
});
