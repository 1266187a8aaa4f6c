import t from 'tap';

import { awsCli } from '../aws-cli.ts';
import { createTargetGroup, startBalanced } from './scenario.ts';

t.test('RULE-18 the AWS CLI makes, moves, asks and deletes rules', { timeout: 120_000 }, async (t) => {
  const b = await startBalanced(t);
  const green = await createTargetGroup(b, 'green');
  const listener = b.region.state.balancing.listeners[0]?.arn ?? '';
  const elbv2 = (...args: string[]) => awsCli(b, 'elbv2', ...args);
  const made = await elbv2(
    ...['create-rule', '--listener-arn', listener, '--priority', '1'],
    ...['--conditions', 'Field=path-pattern,Values=/api/*'],
    ...['--actions', `Type=forward,TargetGroupArn=${green}`],
  );
  const rule = b.region.state.balancing.rules.find(({ priority }) => priority === 1)?.arn ?? '';
  t.match(made, { Rules: [{ RuleArn: rule, Priority: '1', IsDefault: false }] });
  await elbv2('set-rule-priorities', '--rule-priorities', `RuleArn=${rule},Priority=7`);
  const weighted = {
    ...{ Type: 'forward' },
    ForwardConfig: {
      TargetGroups: [
        { TargetGroupArn: b.targetGroupArn, Weight: 90 },
        { TargetGroupArn: green, Weight: 10 },
      ],
    },
  };
  const actions = JSON.stringify([weighted]);
  await elbv2('modify-listener', '--listener-arn', listener, '--default-actions', actions);
  t.match(await elbv2('describe-rules', '--listener-arn', listener), {
    Rules: [
      { Priority: '7', Conditions: [{ PathPatternConfig: { Values: ['/api/*'] } }] },
      { Priority: 'default', IsDefault: true, Actions: [weighted] },
    ],
  });
  await elbv2('delete-rule', '--rule-arn', rule);
  t.same(b.region.state.balancing.rules.length, 1);
});
