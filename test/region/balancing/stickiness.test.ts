import {
  DescribeListenersCommand,
  DescribeRulesCommand,
  ModifyListenerCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import t, { type Test } from 'tap';

import { setSwitch } from '../../../region/model/switches.ts';
import { createTargetGroup, setAttributes, startBalanced, type Balanced } from './scenario.ts';

interface Sticky extends Balanced {
  readonly listenerArn: string;
  readonly green: string;
  /** The default action forwards to both groups, blue with weight 0, for so many seconds. */
  stick(seconds?: number): Promise<void>;
}

async function startSticky(t: Test): Promise<Sticky> {
  const b = await startBalanced(t);
  const green = await createTargetGroup(b, 'green');
  const { Listeners } = await b.elbv2.send(
    new DescribeListenersCommand({ LoadBalancerArn: b.loadBalancerArn }),
  );
  const ListenerArn = Listeners?.[0]?.ListenerArn ?? '';
  async function stick(seconds?: number): Promise<void> {
    const ForwardConfig = {
      TargetGroups: [
        { TargetGroupArn: b.targetGroupArn, Weight: 0 },
        { TargetGroupArn: green, Weight: 1 },
      ],
      TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: seconds },
    };
    const DefaultActions = [{ Type: 'forward', ForwardConfig } as const];
    await b.elbv2.send(new ModifyListenerCommand({ ListenerArn, DefaultActions }));
    await b.clock.pass(0);
  }
  return { ...b, listenerArn: ListenerArn, green, stick };
}

/** The target groups whose clients stay. */
function keeps(b: Balanced): readonly string[] {
  const action = b.balancer.told.at(-1)?.listeners[0]?.rules[0]?.action;
  return action?.kind === 'forward' ? action.keeps : [];
}

t.test('STICKY-2 whether clients stay with a target group of weight 0 is a switch', async (t) => {
  const s = await startSticky(t);
  await s.stick(60);
  t.same(keeps(s), [s.targetGroupArn, s.green]);
  setSwitch(s.region, 'sticky-weight-zero', 'leaves');
  await s.clock.pass(0);
  t.same(keeps(s), [s.green]);
});

t.test('STICKY-3 target group stickiness lasts 1 to 604800 s', async (t) => {
  const s = await startSticky(t);
  await s.stick(604_800);
  const { Rules } = await s.elbv2.send(new DescribeRulesCommand({ ListenerArn: s.listenerArn }));
  const TargetGroupStickinessConfig = { Enabled: true, DurationSeconds: 604_800 };
  t.match(Rules, [{ Actions: [{ ForwardConfig: { TargetGroupStickinessConfig } }] }]);
  for (const seconds of [0, 604_801]) await t.rejects(s.stick(seconds), { name: 'ValidationError' });
  await t.rejects(s.stick(), { name: 'ValidationError', message: /duration must be specified/ });
});

t.test('STICKY-5 targets are sticky behind several target groups only where these are', async (t) => {
  const s = await startSticky(t);
  await setAttributes(s, { 'stickiness.enabled': 'true', 'stickiness.lb_cookie.duration_seconds': '60' });
  t.match(s.balancer.told.at(-1), { targetGroups: [{ stickiness: 60 }] });
  const TargetGroups = [{ TargetGroupArn: s.targetGroupArn }, { TargetGroupArn: s.green }];
  const DefaultActions = [{ Type: 'forward', ForwardConfig: { TargetGroups } } as const];
  const loosely = new ModifyListenerCommand({ ListenerArn: s.listenerArn, DefaultActions });
  const refusal = { name: 'InvalidConfigurationRequestException', message: /group stickiness/ };
  await t.rejects(s.elbv2.send(loosely), refusal);
  await s.stick(60);
  await setAttributes(s, { 'stickiness.enabled': 'false' });
  await s.elbv2.send(loosely);
  await t.rejects(setAttributes(s, { 'stickiness.enabled': 'true' }), refusal);
});
