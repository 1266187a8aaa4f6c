import {
  SetDesiredCapacityCommand,
  UpdateAutoScalingGroupCommand,
  type UpdateAutoScalingGroupType,
} from '@aws-sdk/client-auto-scaling';
import t from 'tap';

import { addVersion, startGroup, type Grouped } from './scenario.ts';

const web = { AutoScalingGroupName: 'web' };

/** Three members in one zone: the second is the newest version's, the third the newest. Ages 50, 20 and 5 minutes. */
async function threeOfAge(t: Parameters<typeof startGroup>[0], TerminationPolicies: string[]) {
  const g = await startGroup(t, 0, { TerminationPolicies });
  await update(g, { VPCZoneIdentifier: g.subnetIds[0] });
  addVersion(g, g.template, {});
  for (const [size, version, seconds] of [
    [1, '1', 30 * 60],
    [2, '2', 15 * 60],
    [3, '1', 5 * 60],
  ] as const) {
    await update(g, { LaunchTemplate: { LaunchTemplateId: g.template.id, Version: version } });
    await setDesired(g, size);
    await g.clock.pass(seconds);
  }
  const [oldest = '', middle = '', newest = ''] = await g.members('InService');
  return { g, oldest, middle, newest };
}

t.test('VICTIM-1 NewestInstance ends the newest, OldestInstance the oldest', async (t) => {
  const a = await threeOfAge(t, ['NewestInstance']);
  await setDesired(a.g, 2);
  t.same(await a.g.members('Terminating'), [a.newest]);
  const b = await threeOfAge(t, ['OldestInstance']);
  await setDesired(b.g, 2);
  t.same(await b.g.members('Terminating'), [b.oldest]);
});

t.test('VICTIM-2 ClosestToNextInstanceHour ends the one whose hour is nearest', async (t) => {
  const { g, middle } = await threeOfAge(t, ['ClosestToNextInstanceHour']);
  await g.clock.pass(38 * 60);
  await setDesired(g, 2);
  t.same(await g.members('Terminating'), [middle], '58 minutes old; the others are 88 and 43');
});

t.test(
  'VICTIM-3 OldestLaunchTemplate ends the oldest version, and among equals the next decides',
  async (t) => {
    const { g, newest } = await threeOfAge(t, ['OldestLaunchTemplate', 'NewestInstance']);
    await setDesired(g, 2);
    t.same(await g.members('Terminating'), [newest]);
  },
);

t.test('VICTIM-4 policies about what the region has not choose nobody: the next one does', async (t) => {
  const { g, newest } = await threeOfAge(t, [
    'OldestLaunchConfiguration',
    'AllocationStrategy',
    'NewestInstance',
    'Default',
  ]);
  await setDesired(g, 2);
  t.same(await g.members('Terminating'), [newest]);
});

t.test('VICTIM-5 zones are balanced first, whatever the policy', async (t) => {
  const g = await startGroup(t, 3, { TerminationPolicies: ['NewestInstance'] });
  const [first = '', lonely = '', last = ''] = await g.members();
  t.same([first, lonely, last].map((id) => g.zoneOf(id)).join(''), 'aba');
  await g.clock.pass(60);
  await update(g, { TerminationPolicies: ['OldestInstance'] });
  await setDesired(g, 2);
  t.same(await g.members('Terminating'), [first]);
  t.match(await g.group(), { TerminationPolicies: ['OldestInstance'] });
});

t.test(
  'VICTIM-6 Default comes last, a lambda is refused by its ARN, and what is no policy is too',
  async (t) => {
    const g = await startGroup(t, 0);
    const policies = (...TerminationPolicies: string[]) => update(g, { TerminationPolicies });
    const refused = (message: RegExp) => ({ name: 'ValidationError', message });
    await t.rejects(
      policies('Default', 'OldestInstance'),
      refused(/Default termination policy must be the last/),
    );
    const lambda = 'arn:aws:lambda:eu-test-1:000000000000:function:choose:prod';
    await t.rejects(policies(lambda), refused(/does not model the termination policy arn:aws:lambda/));
    await t.rejects(policies('Whoever'), refused(/Whoever is not a valid termination policy/));
    t.match(await g.group(), { TerminationPolicies: ['Default'] });
  },
);

async function update(g: Grouped, more: Partial<UpdateAutoScalingGroupType>) {
  await g.autoscaling.send(new UpdateAutoScalingGroupCommand({ ...web, ...more }));
}

async function setDesired(g: Grouped, DesiredCapacity: number) {
  await g.autoscaling.send(new SetDesiredCapacityCommand({ ...web, DesiredCapacity }));
  await g.clock.pass(0);
}
