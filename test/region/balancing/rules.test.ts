import {
  AddTagsCommand,
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  DeleteListenerCommand,
  DeleteRuleCommand,
  DeleteTargetGroupCommand,
  DescribeListenersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  ModifyListenerCommand,
  ModifyRuleCommand,
  SetRulePrioritiesCommand,
  type Action,
  type CreateRuleCommandInput,
  type RuleCondition,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import t, { type Test } from 'tap';

import { createTargetGroup, startBalanced, type Balanced } from './scenario.ts';

interface Ruled extends Balanced {
  readonly listenerArn: string;
  create(priority: number, more?: Partial<CreateRuleCommandInput>): Promise<string>;
  /** Priority and whether it is the default, in the order in which they are told. */
  priorities(): Promise<(string | undefined)[]>;
}

const onPath = (path: string): RuleCondition => ({ Field: 'path-pattern', Values: [path] });
const GONE: Action = { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '410' } };
const refused = (message: RegExp) => ({ name: 'ValidationError', message });

async function startRuled(t: Test): Promise<Ruled> {
  const b = await startBalanced(t);
  const { Listeners } = await b.elbv2.send(
    new DescribeListenersCommand({ LoadBalancerArn: b.loadBalancerArn }),
  );
  const ListenerArn = Listeners?.[0]?.ListenerArn ?? '';
  return {
    ...b,
    listenerArn: ListenerArn,
    async create(Priority, more) {
      const asked = { ListenerArn, Priority, Conditions: [onPath('/x')], Actions: [GONE], ...more };
      const { Rules } = await b.elbv2.send(new CreateRuleCommand(asked));
      await b.clock.pass(0);
      return Rules?.[0]?.RuleArn ?? '';
    },
    async priorities() {
      const { Rules } = await b.elbv2.send(new DescribeRulesCommand({ ListenerArn }));
      return Rules?.map(({ Priority }) => Priority) ?? [];
    },
  };
}

/** What the data plane was last told of the one listener's rules. */
function routedRules(b: Balanced) {
  return b.balancer.told.at(-1)?.listeners[0]?.rules ?? [];
}

t.test('RULE-7 rules are told and tried by priority, the default last', async (t) => {
  const r = await startRuled(t);
  const late = await r.create(20);
  await r.create(10, { Conditions: [onPath('/y')] });
  t.same(await r.priorities(), ['10', '20', 'default']);
  t.match(routedRules(r), [
    {
      conditions: [{ field: 'path-pattern', values: ['/y'] }],
      action: { kind: 'fixed-response', status: 410 },
    },
    { ruleArn: late },
    { conditions: [], action: { kind: 'forward', targetGroups: [{ arn: r.targetGroupArn, weight: 1 }] } },
  ]);
  t.match(late, /:listener-rule\/app\/front\/[0-9a-f]{16}\/[0-9a-f]{16}\/[0-9a-f]{16}$/);
  const page = await r.elbv2.send(new DescribeRulesCommand({ ListenerArn: r.listenerArn, PageSize: 2 }));
  const rest = { ListenerArn: r.listenerArn, PageSize: 2, Marker: page.NextMarker };
  t.match(await r.elbv2.send(new DescribeRulesCommand(rest)), { Rules: [{ IsDefault: true }] });
});

t.test('RULE-8 a priority is 1 to 50000 and taken once', async (t) => {
  const r = await startRuled(t);
  await r.create(1);
  await t.rejects(r.create(1), { name: 'PriorityInUseException' });
  await t.rejects(r.create(0), refused(/range 1-50000/));
  await t.rejects(r.create(50_001), refused(/range 1-50000/));
});

t.test('RULE-9 SetRulePriorities moves rules all at once, or none of them', async (t) => {
  const r = await startRuled(t);
  const [a, b, c] = [await r.create(1), await r.create(2), await r.create(3)];
  const set = (...RulePriorities: { RuleArn: string; Priority: number }[]) =>
    r.elbv2.send(new SetRulePrioritiesCommand({ RulePriorities }));
  await set({ RuleArn: a, Priority: 2 }, { RuleArn: b, Priority: 1 });
  const asked = new DescribeRulesCommand({ ListenerArn: r.listenerArn });
  const order = async () => (await r.elbv2.send(asked)).Rules?.map(({ RuleArn }) => RuleArn).slice(0, 3);
  t.same(await order(), [b, a, c]);
  const inUse = { name: 'PriorityInUseException' };
  await t.rejects(set({ RuleArn: a, Priority: 7 }, { RuleArn: b, Priority: 3 }), inUse);
  await t.rejects(set({ RuleArn: a, Priority: 7 }, { RuleArn: b, Priority: 7 }), inUse);
  t.same(await r.priorities(), ['1', '2', '3', 'default']);
});

t.test('RULE-10 the default rule changes its actions, and can be neither moved nor deleted', async (t) => {
  const r = await startRuled(t);
  const { Rules } = await r.elbv2.send(new DescribeRulesCommand({ ListenerArn: r.listenerArn }));
  const RuleArn = Rules?.[0]?.RuleArn ?? '';
  const notPermitted = { name: 'OperationNotPermittedException' };
  await t.rejects(r.elbv2.send(new DeleteRuleCommand({ RuleArn })), notPermitted);
  const move = { RulePriorities: [{ RuleArn, Priority: 5 }] };
  await t.rejects(r.elbv2.send(new SetRulePrioritiesCommand(move)), notPermitted);
  await t.rejects(r.elbv2.send(new ModifyRuleCommand({ RuleArn, Conditions: [onPath('/')] })), notPermitted);
  await r.elbv2.send(new ModifyRuleCommand({ RuleArn, Actions: [GONE] }));
  t.match(await r.elbv2.send(new DescribeListenersCommand({ LoadBalancerArn: r.loadBalancerArn })), {
    Listeners: [{ DefaultActions: [GONE] }],
  });
});

t.test('RULE-11 what is modified is replaced whole, and what is not given stays', async (t) => {
  const r = await startRuled(t);
  const RuleArn = await r.create(1);
  const green = await createTargetGroup(r, 'green');
  const forward = { Type: 'forward', TargetGroupArn: green } as const;
  await r.elbv2.send(new ModifyRuleCommand({ RuleArn, Actions: [forward] }));
  await r.elbv2.send(new ModifyRuleCommand({ RuleArn, Conditions: [onPath('/z')] }));
  const { Rules } = await r.elbv2.send(new DescribeRulesCommand({ RuleArns: [RuleArn] }));
  t.match(Rules, [
    { Priority: '1', Actions: [forward], Conditions: [{ PathPatternConfig: { Values: ['/z'] } }] },
  ]);
  const { ListenerArn } = { ListenerArn: r.listenerArn };
  await r.elbv2.send(new ModifyListenerCommand({ ListenerArn, Port: 8080 }));
  await r.elbv2.send(new ModifyListenerCommand({ ListenerArn, DefaultActions: [GONE] }));
  await r.clock.pass(0);
  t.match(r.balancer.told.at(-1), {
    listeners: [{ port: 8080, rules: [{ ruleArn: RuleArn }, { action: { kind: 'fixed-response' } }] }],
    targetGroups: [{ targetGroupArn: green }],
  });
  t.same(r.balancer.told.at(-1)?.targetGroups.length, 1, 'of a group that no rule names it hears nothing');
});

t.test(
  'RULE-12 a forward has up to five target groups with weights, which the data plane is told',
  async (t) => {
    const r = await startRuled(t);
    const green = await createTargetGroup(r, 'green');
    const weighted = (...weights: number[]): Action => ({
      Type: 'forward',
      ForwardConfig: {
        TargetGroups: weights.map((Weight, at) => ({
          TargetGroupArn: [r.targetGroupArn, green][at],
          Weight,
        })),
      },
    });
    const set = async (...DefaultActions: Action[]) => {
      await r.elbv2.send(new ModifyListenerCommand({ ListenerArn: r.listenerArn, DefaultActions }));
      await r.clock.pass(0);
    };
    await set(weighted(90, 10));
    const forward = {
      targetGroups: [
        { arn: r.targetGroupArn, weight: 90 },
        { arn: green, weight: 10 },
      ],
    };
    t.match(routedRules(r), [{ action: { kind: 'forward', ...forward, keeps: [] } }]);
    const { Rules } = await r.elbv2.send(new DescribeRulesCommand({ ListenerArn: r.listenerArn }));
    t.match(Rules, [{ Actions: [{ ...weighted(90, 10), TargetGroupArn: undefined }] }]);
    await set(weighted(0, 999));
    await t.rejects(set(weighted(0, 1000)), refused(/range 0-999/));
    await t.rejects(set({ Type: 'forward' }), refused(/must name a target group/));
    const six = Array.from({ length: 6 }, (_, at) => ({ TargetGroupArn: `arn:${at}` }));
    await t.rejects(set({ Type: 'forward', ForwardConfig: { TargetGroups: six } }), refused(/at most 5/));
    await t.rejects(set({ ...weighted(1), TargetGroupArn: green }), refused(/the same ones/));
    await t.rejects(set(GONE, weighted(1)), refused(/one action for each rule/));
    await t.rejects(set({ Type: 'authenticate-oidc' }), refused(/actions of the type authenticate-oidc/));
  },
);

t.test('RULE-13 a target group in any rule, with whatever weight, is in use and checked', async (t) => {
  const r = await startRuled(t);
  const green = await createTargetGroup(r, 'green');
  const forward: Action = {
    Type: 'forward',
    ForwardConfig: {
      TargetGroups: [{ TargetGroupArn: green, Weight: 0 }, { TargetGroupArn: r.targetGroupArn }],
    },
  };
  const RuleArn = await r.create(1, { Actions: [forward] });
  const remove = new DeleteTargetGroupCommand({ TargetGroupArn: green });
  await t.rejects(r.elbv2.send(remove), { name: 'ResourceInUseException' });
  t.match(r.balancer.told.at(-1)?.targetGroups, [
    { targetGroupArn: r.targetGroupArn },
    { targetGroupArn: green },
  ]);
  const asked = { Name: 'second', Subnets: [...r.subnetIds] };
  const { LoadBalancers } = await r.elbv2.send(new CreateLoadBalancerCommand(asked));
  const elsewhere = {
    ...({ LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn, Protocol: 'HTTP', Port: 80 } as const),
    DefaultActions: [{ Type: 'forward', TargetGroupArn: green } as const],
  };
  const limit = { name: 'TargetGroupAssociationLimitException' };
  await t.rejects(r.elbv2.send(new CreateListenerCommand(elsewhere)), limit);
  await r.elbv2.send(new DeleteRuleCommand({ RuleArn }));
  await t.resolves(r.elbv2.send(remove));
});

t.test('RULE-14 a listener takes its rules along', async (t) => {
  const r = await startRuled(t);
  const RuleArn = await r.create(1);
  const tagged = { ResourceArns: [RuleArn], Tags: [{ Key: 'a', Value: '1' }] };
  await r.elbv2.send(new AddTagsCommand(tagged));
  t.match(await r.elbv2.send(new DescribeTagsCommand({ ResourceArns: [RuleArn] })), {
    TagDescriptions: [{ Tags: [{ Key: 'a', Value: '1' }] }],
  });
  await r.elbv2.send(new DeleteListenerCommand({ ListenerArn: r.listenerArn }));
  const gone = { name: 'RuleNotFoundException' };
  await t.rejects(r.elbv2.send(new DescribeRulesCommand({ RuleArns: [RuleArn] })), gone);
  await t.rejects(r.elbv2.send(new DeleteRuleCommand({ RuleArn })), gone);
});

t.test('RULE-15 a load balancer has at most 100 rules, besides the defaults', async (t) => {
  const r = await startRuled(t);
  for (let priority = 1; priority <= 100; priority += 1) await r.create(priority);
  await t.rejects(r.create(101), { name: 'TooManyRulesException' });
});

const BAD_CONDITIONS: readonly (readonly [RuleCondition[], RegExp])[] = [
  [[], /at least one condition/],
  [[onPath('/a'), onPath('/b')], /one condition of each field/],
  [[{ Field: 'path-pattern', Values: ['/1', '/2', '/3', '/4', '/5', '/6'] }], /'5' condition values/],
  [[{ Field: 'path-pattern' }], /must have a value/],
  [[onPath('/with space')], /not valid/],
  [[onPath('/*/*/*/*/*/*')], /'5' wildcards/],
  [[{ Field: 'host-header', Values: ['a_b.test'] }], /not valid/],
  [
    [{ Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'Host', Values: ['x'] } }],
    /header name 'Host'/,
  ],
  [[{ Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['get'] } }], /not valid/],
  [[{ Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0'] } }], /not a valid CIDR block/],
  [[{ Field: 'path-pattern', RegexValues: ['^/'] }], /does not model the parameter .*RegexValues/],
  [[{ Field: 'cookie', Values: ['x'] }], /Condition field 'cookie'/],
];

t.test('RULE-16 conditions that AWS or the region does not take are refused', async (t) => {
  const r = await startRuled(t);
  for (const [Conditions, why] of BAD_CONDITIONS) await t.rejects(r.create(1, { Conditions }), refused(why));
  const header = (name: string) => ({
    ...{ Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: name, Values: ['1'] } },
  });
  const query = {
    Field: 'query-string',
    QueryStringConfig: { Values: [{ Key: 'v', Value: '2' }, { Value: '3' }] },
  };
  const Conditions = [header('a'), header('b'), query];
  const arn = await r.create(1, { Conditions });
  t.match(await r.elbv2.send(new DescribeRulesCommand({ RuleArns: [arn] })), { Rules: [{ Conditions }] });
});

t.test('RULE-17 fixed responses and redirects that AWS does not take are refused', async (t) => {
  const r = await startRuled(t);
  const fixed = (config: object) =>
    r.create(1, {
      Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200', ...config } }],
    });
  await t.rejects(fixed({ StatusCode: '301' }), refused(/status code '301'/));
  await t.rejects(fixed({ ContentType: 'image/png' }), refused(/content type 'image\/png'/));
  await t.rejects(fixed({ MessageBody: 'x'.repeat(1025) }), refused(/1024/));
  const redirect = (config: object) =>
    r.create(1, { Actions: [{ Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_302', ...config } }] });
  await t.rejects(redirect({}), { name: 'InvalidLoadBalancerActionException', message: /creates a loop/ });
  await t.rejects(redirect({ Query: 'x=1' }), { name: 'InvalidLoadBalancerActionException' });
  await t.rejects(redirect({ Port: '0' }), refused(/port '0'/));
  await t.rejects(redirect({ Path: 'x' }), refused(/must begin with/));
  await redirect({ Path: '/moved' });
  const { Rules } = await r.elbv2.send(new DescribeRulesCommand({ ListenerArn: r.listenerArn }));
  const same = { Protocol: '#{protocol}', Host: '#{host}', Port: '#{port}', Query: '#{query}' };
  t.match(Rules, [
    { Actions: [{ RedirectConfig: { ...same, Path: '/moved', StatusCode: 'HTTP_302' } }] },
    {},
  ]);
});
