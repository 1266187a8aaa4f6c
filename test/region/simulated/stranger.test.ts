import t from 'tap';

import { exactly } from '../../../region/simulated/behaviour.ts';
import { breakRegion } from '../../../region/faults/break.ts';
import { DEEDS } from '../../../region/simulated/deeds.ts';
import { type Deed, letStrangerIn } from '../../../region/simulated/stranger.ts';
import { startWorld } from './world.ts';

const TAGGED = { Tags: [{ Key: 'team', Value: 'web' }] };

t.test('SIM-10 a stranger edits the group at moments of his own, until he leaves', async (t) => {
  const world = await startWorld(t, {}, { group: TAGGED });
  const order = { seed: 's', group: 'web', every: { from: 60, to: 120 } };
  const stranger = letStrangerIn(world, order);
  await world.clock.pass(36_000);
  const { done } = stranger;
  t.ok(done.length >= 300 && done.length <= 600);
  t.same(new Set(done.map(({ deed }) => deed)), new Set(Object.keys(DEEDS)), 'he does all that there is');
  stranger.leave();
  const count = done.length;
  await world.clock.pass(3600);
  t.equal(done.length, count);
});

t.test('SIM-10 a stranger who is refused, or not answered, says so and comes back', async (t) => {
  const world = await startWorld(t);
  breakRegion(world.region, { kind: 'throttle', words: ['DescribeAutoScalingGroups'], times: 1 });
  breakRegion(world.region, { kind: 'lost-answer', words: ['SetDesiredCapacity'], times: 1 });
  const order = { seed: 's', group: 'web', every: { from: 60, to: 60 }, deeds: ['policy'] as const };
  const stranger = letStrangerIn(world, order);
  await world.clock.pass(190);
  t.same(
    stranger.done.map(({ outcome }) => outcome),
    ['Throttling', 'no answer', 'ok'],
  );
});

const CHANGES: readonly { readonly deed: Deed; readonly action: string }[] = [
  { deed: 'person', action: 'SetDesiredCapacity' },
  { deed: 'terraform', action: 'UpdateAutoScalingGroup' },
  { deed: 'schedule', action: 'SetDesiredCapacity' },
  { deed: 'policy', action: 'SetDesiredCapacity' },
  { deed: 'processes', action: 'SuspendProcesses' },
  { deed: 'template', action: 'CreateLaunchTemplateVersion' },
  { deed: 'untag', action: 'DeleteTags' },
  { deed: 'terminate', action: 'TerminateInstances' },
  { deed: 'remove', action: 'TerminateInstanceInAutoScalingGroup' },
];

for (const { deed, action } of CHANGES) {
  t.test(`SIM-11 a stranger who may do one thing does that: ${deed}`, async (t) => {
    const world = await startWorld(t, {}, { group: TAGGED });
    await world.clock.pass(30);
    const before = world.events.length;
    const every = exactly(10);
    const stranger = letStrangerIn(world, { seed: 's', group: 'web', every, deeds: [deed] });
    await world.clock.pass(10);
    t.match(stranger.done, [{ deed, outcome: 'ok' }]);
    const since = world.events.slice(before).filter(({ type }) => type === 'request');
    t.match(since[1], { action, outcome: 'ok' }, 'after one look');
  });
}

t.test('SIM-12 Terraform puts back what others changed', async (t) => {
  const world = await startWorld(t);
  const every = exactly(100);
  letStrangerIn(world, { seed: 's', group: 'web', every, deeds: ['terraform'] });
  await world.clock.pass(150);
  await world.call('autoscaling', 'UpdateAutoScalingGroup', { AutoScalingGroupName: 'web', MaxSize: 3 });
  await world.clock.pass(100);
  t.equal((await world.group()).MaxSize, 8);
});
