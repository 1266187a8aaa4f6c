import {
  LaunchInstancesCommand,
  SetDesiredCapacityCommand,
  SetInstanceProtectionCommand,
  SuspendProcessesCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';

import { SWITCHES, setSwitch, switchOf } from '../../region/model/switches.ts';
import { startGroup } from './autoscaling/scenario.ts';
import { startModelRegion } from './model-region.ts';

const web = { AutoScalingGroupName: 'web' };

t.test('SWITCH-1 each switch is named in region/BEHAVIOUR.md with its values', (t) => {
  const page = readFileSync(join(import.meta.dirname, '../../region/BEHAVIOUR.md'), 'utf8');
  const section = /^## Switches$(.*?)^## /ms.exec(page)?.[1] ?? '';
  const named = [...section.matchAll(/^- `([a-z0-9-]+)`: (.+?)\. /gm)].map(([, name, said = '']) => [
    name,
    [...said.matchAll(/`([a-z0-9-]+)`/g)].map(([, value]) => value),
  ]);
  t.same(
    Object.fromEntries(named),
    Object.fromEntries(Object.entries(SWITCHES).map(([name, { values }]) => [name, [...values]])),
  );
  t.end();
});

t.test('SWITCH-2 what nobody set has its first value, and what is none is refused', async (t) => {
  const model = await startModelRegion();
  const { region } = model;
  t.teardown(() => model.close());
  t.equal(switchOf(region, 'pending-protection'), 'refused');
  t.match(setSwitch(region, 'weather', 'fair'), /^A switch is one of .*, not 'weather'$/);
  t.match(setSwitch(region, 'pending-protection', 'maybe'), /is one of refused, taken, not 'maybe'$/);
  t.equal(switchOf(region, 'pending-protection'), 'refused');
  t.equal(setSwitch(region, 'pending-protection', 'taken'), undefined);
  t.equal(switchOf(region, 'pending-protection'), 'taken');
});

t.test('SWITCH-3 LaunchInstances may leave the desired capacity as it was', async (t) => {
  const g = await startGroup(t, 2);
  g.region.state.switches['launch-instances-desired'] = 'kept';
  const ScalingProcesses = ['AZRebalance', 'Terminate'];
  await g.autoscaling.send(new SuspendProcessesCommand({ ...web, ScalingProcesses }));
  const launched = { ...web, RequestedCapacity: 1, ClientToken: 'one', SubnetIds: [g.subnetIds[0]] };
  await g.autoscaling.send(new LaunchInstancesCommand(launched));
  t.equal((await g.group()).DesiredCapacity, 2);
  t.equal((await g.members()).length, 3);
  g.region.state.autoscaling.groups.forEach((group) => (group.suspended = []));
  g.region.stir();
  await g.clock.pass(60);
  t.equal((await g.members()).length, 2);
});

t.test('SWITCH-4 a member that still boots may be protected', async (t) => {
  const g = await startGroup(t, 0);
  g.region.state.switches['pending-protection'] = 'taken';
  g.machines.hang();
  await g.autoscaling.send(new SetDesiredCapacityCommand({ ...web, DesiredCapacity: 1 }));
  await g.clock.pass(0);
  const InstanceIds = await g.members('Pending');
  await g.autoscaling.send(
    new SetInstanceProtectionCommand({ ...web, InstanceIds, ProtectedFromScaleIn: true }),
  );
  t.match(await g.group(), { Instances: [{ LifecycleState: 'Pending', ProtectedFromScaleIn: true }] });
});

t.test('SWITCH-5 a replacement may be launched while the ended one drains', async (t) => {
  const g = await startGroup(t, 1);
  g.region.state.switches['replacement-by-id'] = 'at-once';
  await g.clock.pass(1);
  const [InstanceId] = await g.members('InService');
  const end = { InstanceId, ShouldDecrementDesiredCapacity: false };
  await g.autoscaling.send(new TerminateInstanceInAutoScalingGroupCommand(end));
  await g.clock.pass(0);
  t.same(await g.members('Terminating'), [InstanceId]);
  t.equal((await g.members('InService')).length, 1);
});
