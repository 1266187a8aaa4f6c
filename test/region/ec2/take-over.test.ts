import { CreateImageCommand, StopInstancesCommand } from '@aws-sdk/client-ec2';
import t, { type Test } from 'tap';

import { animate } from '../../../region/life/model.ts';
import { takeOver } from '../../../region/model/ec2/take-over.ts';
import type { RegionState } from '../../../region/region.ts';
import { type Ec2Region, idOf, only, startEc2 } from './scenario.ts';

t.test('EC2-52 after a restart of the region running instances go on with their machines', async (t) => {
  const r = await startEc2(t);
  const id = idOf((await r.run()).InstanceId);
  await r.settle();
  const machine = r.machines.up.get(id);
  const after = await restart(t, r);
  t.equal(after.stateOf(id), 'running');
  t.equal(r.machines.up.get(id), machine, 'it was not booted again');
  r.machines.crash(id);
  await r.settle();
  t.equal(after.stateOf(id), 'stopped', 'the new process is told when it goes off');
});

t.test('EC2-53 after a restart what was booting, stopping or ending goes on to its end', async (t) => {
  const r = await startEc2(t);
  const stopping = idOf((await r.run()).InstanceId);
  await r.settle();
  r.stopHeart();
  const booting = idOf((await r.run()).InstanceId);
  await r.ec2.send(new StopInstancesCommand({ InstanceIds: [stopping] }));
  const after = await restart(t, r);
  t.equal(after.stateOf(booting), 'running');
  t.equal(after.stateOf(stopping), 'stopped');
});

t.test('EC2-54 after a restart an instance whose machine is gone ends, and says why', async (t) => {
  const r = await startEc2(t);
  const id = idOf((await r.run()).InstanceId);
  await r.settle();
  r.stopHeart();
  await r.machines.end(id);
  const after = await restart(t, r);
  t.equal(after.stateOf(id), 'terminated');
  t.match(after.instance(id)?.reason, { code: 'Server.InternalError', message: /was gone/ });
});

t.test('EC2-55 after a restart a machine that belongs to no instance is ended', async (t) => {
  const r = await startEc2(t);
  const id = idOf((await r.run()).InstanceId);
  await r.settle();
  r.stopHeart();
  r.region.state.ec2.instances = [];
  await restart(t, r);
  t.notOk(r.machines.up.has(id));
});

t.test(
  'EC2-56 after a restart an image that was pending is made, and its instance boots again',
  async (t) => {
    const r = await startEc2(t);
    const id = idOf((await r.run()).InstanceId);
    await r.settle();
    const keep = r.holdCaptures();
    await r.ec2.send(new CreateImageCommand({ InstanceId: id, Name: 'hello-1' }));
    await r.settle();
    t.notOk(r.machines.up.has(id), 'it is off for the capture');
    r.stopHeart();
    keep();
    const after = await restart(t, r);
    t.equal(only(after.region.state.ec2.images.filter(({ name }) => name === 'hello-1')).state, 'available');
    t.equal(after.stateOf(id), 'running');
    t.ok(r.machines.up.has(id));
  },
);

/** A region process after the one of `r`, with the state that this one had kept, on the same machines. */
async function restart(t: Test, r: Ec2Region) {
  r.stopHeart();
  const state = JSON.parse(JSON.stringify(r.region.state)) as RegionState;
  const { region, heart } = animate({ ...r.region, state }, () => undefined);
  t.teardown(() => {
    heart.stop();
  });
  takeOver(region);
  heart.stir();
  await r.settle();
  const instance = (id: string) => region.state.ec2.instances.find(({ instanceId }) => instanceId === id);
  return { region, instance, stateOf: (id: string) => instance(id)?.state };
}
