import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

import t from 'tap';

import type { MachineSpec } from '../../../region/machines/machines.ts';
import { metadataServer } from '../../../region/metadata/server.ts';

const machine: MachineSpec = {
  instanceId: 'i-0123456789abcdef0',
  imageId: 'ami-0123456789abcdef0',
  instanceType: 't3.micro',
  ...{ region: 'eu-local-1', zone: 'eu-local-1a', accountId: '000000000000' },
  layers: [],
  privateAddress: '10.77.16.4',
  publicAddress: '127.77.16.4',
  userData: 'BAKEROLL_ENV=dev\n',
  key: { name: 'pair', publicKey: 'ssh-ed25519 AAAA pair' },
  role: 'hello',
};

/** Which machine asks: whoever connects from 127.0.0.1. */
let asking: MachineSpec | undefined = machine;
let now = 1_000_000;

const clock = { now: () => now, wakeAt: () => () => undefined };
const credentials = {
  accessKeyId: 'ASIA1',
  secretAccessKey: 'secret',
  token: 'session',
  expires: 21_600_000,
};
let lifecycle: string | undefined;
let reclaimed: number | undefined;
const serve = metadataServer({
  clock,
  machineAt: () => asking,
  credentialsOf: () => credentials,
  targetLifecycleOf: () => lifecycle,
  reclaimedAt: () => reclaimed,
});
const server = createServer(serve).listen(0, '127.0.0.1');
await once(server, 'listening');
t.teardown(() => server.close());
const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}/latest`;

async function tokenFor(life: number | string, headers: Record<string, string> = {}): Promise<Response> {
  const wish = { 'x-aws-ec2-metadata-token-ttl-seconds': String(life), connection: 'close' };
  return fetch(`${root}/api/token`, { method: 'PUT', headers: { ...wish, ...headers } });
}

async function read(path: string, token?: string): Promise<{ status: number; text: string }> {
  const shown: Record<string, string> = token === undefined ? {} : { 'x-aws-ec2-metadata-token': token };
  const response = await fetch(`${root}/${path}`, { headers: { ...shown, connection: 'close' } });
  return { status: response.status, text: await response.text() };
}

const token = await (await tokenFor(60)).text();

t.test('IMDS-1 without a token, or with one that is none, nothing is said', async (t) => {
  t.equal((await read('meta-data/instance-id')).status, 401);
  t.equal((await read('meta-data/instance-id', 'made-up')).status, 401);
});

t.test('IMDS-2 with a token an instance learns who and where it is', async (t) => {
  const said = async (path: string) => (await read(path, token)).text;
  t.equal(await said('meta-data/instance-id'), 'i-0123456789abcdef0');
  t.equal(await said('meta-data/ami-id'), 'ami-0123456789abcdef0');
  t.equal(await said('meta-data/placement/region'), 'eu-local-1');
  t.equal(await said('meta-data/placement/availability-zone'), 'eu-local-1a');
  t.equal(await said('meta-data/local-ipv4'), '10.77.16.4');
  t.equal(await said('meta-data/public-ipv4'), '127.77.16.4');
  t.equal(await said('meta-data/public-keys/0/openssh-key'), 'ssh-ed25519 AAAA pair');
  t.equal(await said('user-data'), 'BAKEROLL_ENV=dev\n');
  t.equal(await said('meta-data/placement/'), 'availability-zone\nregion');
});

t.test('IMDS-3 its role has credentials of its own, for six hours', async (t) => {
  t.equal((await read('meta-data/iam/security-credentials/', token)).text, 'hello');
  const granted = JSON.parse((await read('meta-data/iam/security-credentials/hello', token)).text) as object;
  t.match(granted, { Code: 'Success', AccessKeyId: 'ASIA1', SecretAccessKey: 'secret', Token: 'session' });
  t.match(granted, { LastUpdated: '1970-01-01T00:00:00Z', Expiration: '1970-01-01T06:00:00Z' });
});

t.test('IMDS-4 what an instance has not is not found', async (t) => {
  t.equal((await read('meta-data/nothing', token)).status, 404);
  t.equal((await read('meta-data/instance-id/below', token)).status, 404);
  asking = { ...machine, userData: undefined };
  t.equal((await read('user-data', token)).status, 404);
  asking = machine;
});

t.test('IMDS-7 a member of a group learns where its group takes it', async (t) => {
  t.equal((await read('meta-data/autoscaling/target-lifecycle-state', token)).status, 404);
  lifecycle = 'Terminated';
  t.equal((await read('meta-data/autoscaling/target-lifecycle-state', token)).text, 'Terminated');
  lifecycle = undefined;
});

t.test('IMDS-5 a token is for one instance, and for its time', async (t) => {
  asking = { ...machine, instanceId: 'i-0fedcba9876543210' };
  t.equal((await read('meta-data/instance-id', token)).status, 401);
  asking = machine;
  now += 60_000;
  t.equal((await read('meta-data/instance-id', token)).status, 401);
});

t.test(
  'IMDS-6 a token is asked for with a time of 1 to 21600 seconds, and not through a proxy',
  async (t) => {
    for (const life of [0, 21_601, 'long']) t.equal((await tokenFor(life)).status, 400, String(life));
    t.equal((await tokenFor(21_600)).status, 200);
    t.equal((await tokenFor(60, { 'x-forwarded-for': '10.77.16.5' })).status, 403);
  },
);

t.test(
  'FAULT-26 an instance that is taken back is told so in its metadata, and another is not',
  async (t) => {
    const token = await (await tokenFor(60)).text();
    t.equal((await read('meta-data/spot/termination-time', token)).status, 404);
    reclaimed = Date.UTC(2026, 10, 21, 8, 2);
    t.equal((await read('meta-data/spot/termination-time', token)).text, '2026-11-21T08:02:00Z');
    t.same(JSON.parse((await read('meta-data/spot/instance-action', token)).text), {
      action: 'terminate',
      time: '2026-11-21T08:02:00Z',
    });
  },
);
