import {
  CreateImageCommand,
  DescribeInstanceStatusCommand,
  DescribeVolumesCommand,
  GetConsoleOutputCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import t from 'tap';

import { terminate } from '../../../region/model/ec2/terminate.ts';
import { idOf, startEc2 } from './scenario.ts';

const NO_SUCH = 'i-00000000000000000';

t.test(
  'EC2-1 an instance is pending when RunInstances answers, and running when its machine is',
  async (t) => {
    const r = await startEc2(t);
    const { InstanceId, State } = await r.run();
    t.same(State, { Code: 0, Name: 'pending' });
    await r.settle();
    const running = await r.see(idOf(InstanceId));
    t.same(running.State, { Code: 16, Name: 'running' });
    t.ok(r.machines.up.has(idOf(InstanceId)));
  },
);

t.test(
  'EC2-2 an ended instance is shutting-down, then terminated, without addresses or volume',
  async (t) => {
    const r = await startEc2(t);
    const id = idOf((await r.run()).InstanceId);
    await r.settle();
    const { TerminatingInstances } = await r.ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    t.match(TerminatingInstances, [
      { PreviousState: { Name: 'running' }, CurrentState: { Code: 32, Name: 'shutting-down' } },
    ]);
    await r.settle();
    const ended = await r.see(id);
    t.same(ended.State, { Code: 48, Name: 'terminated' });
    t.equal(ended.StateReason?.Code, 'Client.UserInitiatedShutdown');
    t.equal(ended.PrivateIpAddress, undefined);
    t.same(ended.BlockDeviceMappings ?? [], []);
    t.notOk(r.machines.up.has(id));
    t.same((await r.ec2.send(new DescribeVolumesCommand({}))).Volumes, []);
  },
);

t.test('EC2-3 a terminated instance is remembered for an hour', async (t) => {
  const r = await startEc2(t);
  const id = idOf((await r.run()).InstanceId);
  await r.settle();
  terminate(r.region, id);
  await r.clock.pass(3599);
  t.equal((await r.see(id)).State?.Name, 'terminated');
  await r.clock.pass(1);
  await t.rejects(r.see(id), { name: 'InvalidInstanceID.NotFound' });
});

t.test(
  'EC2-4 a stopped instance is off, without public address, and starts again on its addresses',
  async (t) => {
    const r = await startEc2(t);
    const id = idOf((await r.run()).InstanceId);
    await r.settle();
    const before = await r.see(id);
    const { StoppingInstances } = await r.ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
    t.match(StoppingInstances, [{ CurrentState: { Code: 64, Name: 'stopping' } }]);
    await r.settle();
    const stopped = await r.see(id);
    t.same(stopped.State, { Code: 80, Name: 'stopped' });
    t.equal(stopped.PublicIpAddress, undefined);
    t.notOk(r.machines.up.has(id));
    await r.ec2.send(new StartInstancesCommand({ InstanceIds: [id] }));
    await r.settle();
    const again = await r.see(id);
    t.equal(again.State?.Name, 'running');
    t.equal(again.PrivateIpAddress, before.PrivateIpAddress);
    t.equal(again.PublicIpAddress, before.PublicIpAddress);
  },
);

t.test('EC2-5 what cannot be done to an instance in its state is refused', async (t) => {
  const r = await startEc2(t);
  const id = idOf((await r.run()).InstanceId);
  r.machines.hang();
  await r.settle();
  terminate(r.region, id);
  const refusal = { name: 'IncorrectInstanceState', message: new RegExp(`'${id}' is not in a state`) };
  await t.rejects(r.ec2.send(new StopInstancesCommand({ InstanceIds: [id] })), refusal);
  await t.rejects(r.ec2.send(new StartInstancesCommand({ InstanceIds: [id] })), refusal);
});

t.test('EC2-6 when one of the instances does not exist, nothing is done to the others', async (t) => {
  const r = await startEc2(t);
  const id = idOf((await r.run()).InstanceId);
  await r.settle();
  await t.rejects(r.ec2.send(new TerminateInstancesCommand({ InstanceIds: [id, NO_SUCH] })), {
    name: 'InvalidInstanceID.NotFound',
    message: `The instance ID '${NO_SUCH}' does not exist`,
  });
  await t.rejects(r.ec2.send(new TerminateInstancesCommand({ InstanceIds: [id, 'web-1'] })), {
    name: 'InvalidInstanceID.Malformed',
  });
  t.equal((await r.see(id)).State?.Name, 'running');
});

t.test('EC2-7 an instance whose machine does not start ends, and says why', async (t) => {
  const r = await startEc2(t);
  r.machines.refuse('no memory left');
  const id = idOf((await r.run()).InstanceId);
  await r.settle();
  t.match(await r.see(id), {
    State: { Name: 'terminated' },
    StateReason: { Code: 'Server.InternalError', Message: /no memory left/ },
  });
});

t.test(
  'EC2-8 a machine that goes off by itself leaves its instance stopped, or terminated, as was asked',
  async (t) => {
    const r = await startEc2(t);
    const stopping = idOf((await r.run()).InstanceId);
    const ending = idOf((await r.run({ InstanceInitiatedShutdownBehavior: 'terminate' })).InstanceId);
    await r.settle();
    r.machines.crash(stopping);
    r.machines.crash(ending);
    await r.settle();
    const reason = { Code: 'Client.InstanceInitiatedShutdown' };
    t.match(await r.see(stopping), { State: { Name: 'stopped' }, StateReason: reason });
    t.match(await r.see(ending), { State: { Name: 'terminated' }, StateReason: reason });
  },
);

t.test('EC2-9 status checks are passed by what runs; other states are told when asked for', async (t) => {
  const r = await startEc2(t);
  const id = idOf((await r.run()).InstanceId);
  await r.clock.pass(120);
  const other = idOf((await r.run()).InstanceId);
  r.machines.hang();
  const running = await r.ec2.send(new DescribeInstanceStatusCommand({}));
  t.match(running.InstanceStatuses, [
    { InstanceId: id, InstanceStatus: { Status: 'ok' }, SystemStatus: { Status: 'ok' } },
  ]);
  const all = await r.ec2.send(new DescribeInstanceStatusCommand({ IncludeAllInstances: true }));
  t.same(
    all.InstanceStatuses?.map(({ InstanceId }) => InstanceId),
    [id, other],
  );
});

t.test('EC2-10 the latest console output is what the machine wrote, in Base64', async (t) => {
  const r = await startEc2(t);
  const id = idOf((await r.run()).InstanceId);
  await r.settle();
  const { Output } = await r.ec2.send(new GetConsoleOutputCommand({ InstanceId: id, Latest: true }));
  t.equal(Buffer.from(idOf(Output), 'base64').toString(), `console of ${id}\n`);
});

t.test('EC2-11 each change of an instance is told once, with the group that it belongs to', async (t) => {
  const r = await startEc2(t);
  const id = idOf((await r.run()).InstanceId);
  await r.settle();
  terminate(r.region, id);
  await r.clock.pass(10);
  const told = r.events.filter((event) => event.type === 'instance').map(({ state }) => state);
  t.same(told, ['pending', 'running', 'shutting-down', 'terminated']);
});

t.test(
  'EC2-12 an image of a running instance is made by a reboot, in which the instance stays running',
  async (t) => {
    const r = await startEc2(t);
    const id = idOf((await r.run()).InstanceId);
    await r.settle();
    await r.ec2.send(new CreateImageCommand({ InstanceId: id, Name: 'taken-live' }));
    await r.settle();
    t.equal((await r.see(id)).State?.Name, 'running');
    t.ok(r.machines.up.has(id));
    await t.rejects(
      r.ec2.send(new CreateImageCommand({ InstanceId: id, Name: 'no-reboot', NoReboot: true })),
      {
        name: 'UnsupportedOperation',
      },
    );
  },
);
