import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import net from 'node:net';

import t from 'tap';

import { run } from '../../../region/command.ts';
import type { MachineSpec } from '../../../region/machines/machines.ts';
import { diskOf } from '../../../region/machines/nspawn/machine.ts';
import { findContainer } from '../../../region/machines/nspawn/container.ts';
import { BASES } from '../../../region/life/place.ts';
import { instanceNamespaceOf } from '../../../region/network.ts';
import { namespaces, processesIn } from '../../../region/network/ip.ts';
import { processOf } from '../../../region/process.ts';
import { testGround } from '../ground.ts';
import { until } from '../until.ts';
import { makeKey } from './login.ts';

t.setTimeout(120_000);

const ground = await testGround('test-machines');
const { network, machines, base } = ground;
const key = await makeKey();
t.teardown(async () => {
  key.remove();
  await ground.end();
});

function spec(number: number, more: Partial<MachineSpec> = {}): MachineSpec {
  return {
    instanceId: `i-0123456789abcde${String(number).padStart(2, '0')}`,
    imageId: 'ami-0123456789abcdef0',
    instanceType: 't3.micro',
    ...{ region: 'test-machines', zone: 'test-machinesa', accountId: '000000000000' },
    layers: [base.layer],
    privateAddress: `${network.privatePrefix}.16.${number}`,
    publicAddress: `${network.publicPrefix}.16.${number}`,
    userData: undefined,
    key: { name: 'test', publicKey: key.publicKey },
    role: undefined,
    ...more,
  };
}

function containerOf({ instanceId }: MachineSpec): ReturnType<typeof findContainer> {
  return findContainer(diskOf({ network, folder: ground.folder, bases: BASES }, instanceId).root);
}

const address = (number: number) => `${network.publicPrefix}.16.${number}`;

t.test(
  'MACHINE-1 a machine is entered by its key as admin, who may do everything, and not as root',
  async (t) => {
    await machines.start(spec(1));
    t.equal(await key.runOnceUp(address(1), 'id -un; sudo id -un'), 'admin\nroot');
    await t.rejects(key.run(address(1), 'true', 'root'), 'root is not let in');
    const settings = await key.run(address(1), 'sudo sshd -T');
    t.match(settings, 'passwordauthentication no');
    t.match(settings, 'kbdinteractiveauthentication no');
  },
);

t.test('MACHINE-2 each of three takes under 30 MB of memory at rest', async (t) => {
  const fleet = [spec(1), spec(8), spec(9)];
  await Promise.all(fleet.map((machine) => machines.start(machine)));
  await Promise.all(
    [1, 8, 9].map((number) => key.runOnceUp(address(number), 'systemctl is-system-running --wait')),
  );
  for (const machine of fleet) {
    const megabytes = await memoryOf(machine);
    t.ok(megabytes < 30, `${megabytes.toFixed(1)} MB`);
  }
  await Promise.all([spec(8), spec(9)].map(({ instanceId }) => machines.end(instanceId)));
});

/** Megabytes: what its processes have for themselves, and their share of what they share. */
async function memoryOf(machine: MachineSpec): Promise<number> {
  const inside = await processesIn(instanceNamespaceOf(network, machine.instanceId));
  const own = containerOf(machine)?.nspawn.pid ?? 0;
  const shares = [...inside, own].map((pid) => {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1]);
  });
  return shares.reduce((sum, share) => sum + share, 0) / 1024;
}

t.test('MACHINE-3 it has its name, and its processes to itself', async (t) => {
  const name = `ip-${network.privatePrefix.replace('.', '-')}-16-1`;
  t.equal(await key.run(address(1), 'hostname; cat /etc/hostname'), `${name}\n${name}`);
  t.equal(
    await key.run(address(1), 'cat /proc/1/comm; systemctl is-system-running --wait'),
    'systemd\nrunning',
  );
});

t.test('NETWORK-1 nothing but its SSH port is reached from the host', async (t) => {
  const route = await run('ip', ['route', 'get', spec(1).privateAddress]);
  t.notMatch(route, `dev br-${network.slot}`);
});

t.test(
  'NETWORK-2 it does not reach the host, not even where the host listens on all addresses',
  async (t) => {
    const server = net.createServer((socket) => socket.end('host')).listen(0, '0.0.0.0');
    t.teardown(() => server.close());
    await once(server, 'listening');
    const { port } = server.address() as net.AddressInfo;
    const attempt = `curl -sS -m 2 telnet://100.127.${network.slot}.1:${port} || echo refused; curl -sS -m 2 telnet://127.0.0.1:${port} || echo refused`;
    t.equal(await key.run(address(1), `(${attempt}) 2>/dev/null`), 'refused\nrefused');
  },
);

t.test(
  'NETWORK-3 its SSH port is there on a host whose own sshd has that port on all addresses',
  async (t) => {
    const sshd = net.createServer((socket) => socket.end('the host'));
    sshd.on('error', (error) => t.match(error, { code: 'EADDRINUSE' }, 'by a real one'));
    sshd.listen(22, '0.0.0.0');
    t.teardown(() => sshd.close());
    await machines.stop(spec(1).instanceId);
    await machines.start(spec(1));
    t.equal(await key.runOnceUp(address(1), 'id -un'), 'admin');
  },
);

t.test('MACHINE-4 a stopped machine starts again on its disk, as the same instance', async (t) => {
  const print = 'cat /etc/ssh/ssh_host_ed25519_key.pub';
  const before = await key.run(address(1), `echo kept >kept; sync; ${print}`);
  await machines.stop(spec(1).instanceId);
  t.same(machines.running(), []);
  await machines.start(spec(1));
  t.equal(await key.runOnceUp(address(1), `cat kept; ${print}`), `kept\n${before}`);
});

t.test('MACHINE-5 what it wrote is a layer; a machine on that layer is another instance', async (t) => {
  const print = 'cat /etc/ssh/ssh_host_ed25519_key.pub';
  const before = await key.run(address(1), `sudo rm /etc/motd; ${print}`);
  await machines.stop(spec(1).instanceId);
  await machines.capture(spec(1).instanceId, 'ami-layer');
  await machines.start(spec(2, { layers: ['ami-layer', base.layer] }));
  const after = await key.runOnceUp(address(2), `cat kept; test -e /etc/motd || echo removed; ${print}`);
  t.match(after, /^kept\nremoved\n/);
  t.notMatch(after, before, 'with host keys of its own');
  t.equal(await key.run(address(2), 'hostname'), `ip-${network.privatePrefix.replace('.', '-')}-16-2`);
  await machines.end(spec(2).instanceId);
  await machines.discard('ami-layer');
  t.notOk(existsSync(`${ground.folder}/layers/ami-layer`));
});

t.test(
  'MACHINE-6 user data that begins with #! is run once, and what it writes to the console is kept',
  async (t) => {
    const userData = '#!/bin/sh\necho "the user data of this instance" >/dev/console\n';
    const machine = spec(3, { userData });
    await machines.start(machine);
    const text = 'the user data of this instance';
    await until(async () => ((await machines.console(machine.instanceId)).includes(text) ? true : undefined));
    await machines.stop(machine.instanceId);
    await machines.start(machine);
    await key.runOnceUp(address(3), 'systemctl is-system-running --wait');
    const console = await machines.console(machine.instanceId);
    t.equal(console.split(text).length - 1, 1);
  },
);

t.test('MACHINE-7 a machine that goes off by itself is told of, one that is stopped is not', async (t) => {
  const told: string[] = [];
  machines.onOff((id) => told.push(id));
  await machines.start(spec(4));
  await machines.stop(spec(4).instanceId);
  await key.run(address(3), 'sudo systemctl poweroff').catch(() => 'cut off');
  await until(() => (told.length > 0 ? true : undefined));
  t.same(told, [spec(3).instanceId]);
  t.same(machines.running(), []);
});

t.test('MACHINE-8 a killed systemd-nspawn leaves no orphan', async (t) => {
  await machines.start(spec(5));
  await key.runOnceUp(address(5), 'true');
  const leader = containerOf(spec(5))?.leader.pid ?? 0;
  const wentOff = new Promise<string>((resolve) => {
    machines.onOff(resolve);
  });
  process.kill(containerOf(spec(5))?.nspawn.pid ?? 0, 'SIGKILL');
  await wentOff;
  t.equal(processOf(leader), undefined, 'its PID 1 is gone');
  await machines.end(spec(5).instanceId);
});

t.test('MACHINE-9 what is ended is gone, at once and twice', async (t) => {
  await machines.start(spec(6));
  await Promise.all([machines.end(spec(6).instanceId), machines.end(spec(6).instanceId)]);
  t.same(await namespaces(instanceNamespaceOf(network, spec(6).instanceId)), []);
  t.notOk(existsSync(`${ground.folder}/machines/${spec(6).instanceId}`));
});

t.test('MACHINE-10 one that cannot start says so and leaves nothing', async (t) => {
  await t.rejects(machines.start(spec(7, { layers: ['no-such-layer'] })), /no-such-layer|mount/);
  t.same(await namespaces(instanceNamespaceOf(network, spec(7).instanceId)), []);
  t.same(machines.running(), []);
});
