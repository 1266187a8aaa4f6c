import t from 'tap';

import { exactly } from '../../../region/simulated/behaviour.ts';
import { PUNCTUAL, startWorld, type World } from './world.ts';

const lifecycles = async (world: World) =>
  ((await world.group()).Instances ?? []).map(({ LifecycleState }) => LifecycleState);
const states = ({ region }: World) => region.state.ec2.instances.map(({ state }) => state);

t.test('SIM-2 a machine boots, refuses connections until it is well, and then is healthy', async (t) => {
  const world = await startWorld(t);
  await world.clock.pass(9);
  t.same(await lifecycles(world), ['Pending', 'Pending']);
  await world.clock.pass(1);
  t.same(await lifecycles(world), ['InService', 'InService']);
  await world.clock.pass(2);
  t.same(await world.health(), ['initial', 'initial'], 'checked first at 11 s, and healthy from 15 s on');
  await world.clock.pass(10);
  t.same(await world.health(), ['healthy', 'healthy'], 'the check at 21 s found it');
});

t.test('SIM-3 a boot that fails ends its instance, and the next launch may go well', async (t) => {
  const fails = { ...PUNCTUAL, boot: { kind: 'fails', after: exactly(3), why: 'no disk' } } as const;
  const world = await startWorld(
    t,
    { script: (launch) => (launch === 0 ? fails : PUNCTUAL) },
    { desired: 1 },
  );
  await world.clock.pass(6);
  const [first] = world.region.state.ec2.instances;
  t.match(first, { state: 'terminated', reason: { code: 'Server.InternalError', message: /no disk/ } });
  await world.clock.pass(40);
  t.same(await world.health(), ['healthy']);
});

t.test('SIM-4 a boot that hangs is pending until somebody ends it', async (t) => {
  const world = await startWorld(t, { script: { ...PUNCTUAL, boot: { kind: 'hangs' } } }, { desired: 1 });
  await world.clock.pass(3600);
  t.same(await lifecycles(world), ['Pending']);
  const [hanging] = world.region.state.ec2.instances;
  await world.call('ec2', 'TerminateInstances', { InstanceIds: [hanging?.instanceId] });
  await world.clock.pass(3);
  t.equal(states(world)[0], 'terminated');
});

t.test('SIM-5 a machine may never be well, sicken, or crash, as its image says', async (t) => {
  const never = { kind: 'never', answer: { kind: 'answered', status: 500 } } as const;
  const sickens = {
    kind: 'sickens',
    after: exactly(0),
    lasts: exactly(60),
    answer: { kind: 'timeout' },
  } as const;
  const bad = await startWorld(t, { script: { ...PUNCTUAL, health: never } });
  await bad.clock.pass(60);
  t.same(await bad.health(), ['unhealthy', 'unhealthy']);

  const sick = await startWorld(t, { script: { ...PUNCTUAL, health: sickens } });
  await sick.clock.pass(60);
  t.same(await sick.health(), ['healthy', 'healthy']);
  await sick.clock.pass(40);
  t.same(await sick.health(), ['unhealthy', 'unhealthy']);

  const brief = { ...PUNCTUAL, crash: exactly(30) };
  const script = (launch: number) => (launch === 0 ? brief : PUNCTUAL);
  const crashing = await startWorld(t, { script }, { desired: 1 });
  await crashing.clock.pass(39);
  t.same(states(crashing), ['running']);
  await crashing.clock.pass(2);
  t.equal(states(crashing)[0], 'stopped', 'it was powered off from inside');
  await crashing.clock.pass(60);
  t.same(await crashing.health(), ['healthy'], 'and replaced');
});

t.test('SIM-6 a test may have one machine crash, or answer as it likes', async (t) => {
  const world = await startWorld(t, {}, { desired: 1 });
  await world.clock.pass(30);
  const [id = ''] = world.machines.running();
  world.machines.answer(id, { kind: 'answered', status: 503 });
  await world.clock.pass(30);
  t.same(await world.health(), ['unhealthy']);
  world.machines.answer(id, undefined);
  await world.clock.pass(30);
  t.same(await world.health(), ['healthy']);
  world.machines.crash(id);
  t.same(world.machines.running(), []);
  await world.clock.pass(1);
  t.equal(states(world)[0], 'stopped');
});

t.test(
  'ELB-31 a target whose instance takes long to go off is unused for good, when that is known',
  async (t) => {
    const world = await startWorld(t, { script: { ...PUNCTUAL, off: exactly(20) } }, { desired: 1 });
    await world.clock.pass(30);
    const [instance] = world.region.state.ec2.instances;
    const suspended = { AutoScalingGroupName: 'web', ScalingProcesses: ['ReplaceUnhealthy'] };
    await world.call('autoscaling', 'SuspendProcesses', suspended);
    await world.call('ec2', 'StopInstances', { InstanceIds: [instance?.instanceId] });
    await world.clock.pass(4);
    t.same(await world.health(), ['healthy'], 'the load balancer does not know it yet');
    for (const state of ['stopping', 'stopped']) {
      await world.clock.pass(10);
      t.equal(instance?.state, state);
      t.same(await world.health(), ['unused']);
    }
  },
);

t.test('SIM-16 a machine writes its console line by line, each so long after its boot', async (t) => {
  const lines = [
    { after: 5, text: 'one' },
    { after: 20, text: 'two' },
  ];
  const world = await startWorld(t, { script: { ...PUNCTUAL, console: lines } }, { desired: 1 });
  const said = async () => {
    const [instance] = world.region.state.ec2.instances;
    return world.machines.console(instance?.instanceId ?? '');
  };
  t.equal(await said(), '', 'it boots');
  await world.clock.pass(16);
  t.equal(await said(), 'one\n');
  await world.clock.pass(15);
  t.equal(await said(), 'one\ntwo\n');
});
