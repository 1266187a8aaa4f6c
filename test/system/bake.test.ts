import { PutParameterCommand } from '@aws-sdk/client-ssm';
import {
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeKeyPairsCommand,
  DescribeSecurityGroupsCommand,
  DescribeSnapshotsCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import { spawn } from 'node:child_process';
import { readdir, readlink } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import t from 'tap';
import { bakeImage } from '../../bake/image/bake.ts';
import { cloudAt } from '../../bake/image/cloud.ts';
import type { BakeOrder } from '../../bake/image/order.ts';
import { labelRelease } from '../../bake/image/tags.ts';
import { regionDown, regionUp } from '../../cli/region.ts';
import { clientsOf } from '../../world/aws/clients.ts';
import { gatewayOf, networkOf } from '../../region/network.ts';
import type { Place } from '../../world/aws/place.ts';
import { packageRoot } from '../../world/places.ts';
import { realWorld } from '../../world/real.ts';
import { scratch } from '../bake/checkout.ts';
import { launch, until } from './instance.ts';
import { orderTiny } from './tiny.ts';

const NAME = 'test-bake';
const quiet = realWorld(() => undefined);
process.env['XDG_STATE_HOME'] = scratch(t);
t.teardown(() => regionDown(quiet, NAME));
await regionUp(quiet, { name: NAME });
const network = networkOf(NAME);
const endpoint = `http://127.0.0.1:${network.port}`;
/** The API's address as instances see it. */
const endpointInside = `http://${gatewayOf(network)}:${network.port}`;

const place: Place = { region: NAME, endpoint, account: undefined };
const clients = clientsOf(place);
const cloud = cloudAt(place);
const ec2 = await clients.ec2();
const folder = scratch(t);

/** Bakes, and calls `onLine` with each line that is shown. */
async function bake(
  order: BakeOrder,
  onLine: (text: string) => void = () => undefined,
  signal?: AbortSignal,
) {
  const world = realWorld(({ text }) => {
    onLine(text);
  });
  return bakeImage(world, cloud, order, signal ?? new AbortController().signal);
}

const order = (version: string, depends?: string) =>
  orderTiny(
    realWorld(() => undefined),
    folder,
    { version, ...(depends === undefined ? {} : { depends }) },
  );

/** The states of an instance that somebody would have to end. */
const LIVING = new Set(['pending', 'running', 'stopping', 'stopped']);

/** Every thing of ours in the region that a bake could leave, by name; instances that live. */
async function inventory(ec2: EC2Client): Promise<string[]> {
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
  const { KeyPairs = [] } = await ec2.send(new DescribeKeyPairsCommand({}));
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
  const { Images = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ['self'] }));
  const { Snapshots = [] } = await ec2.send(new DescribeSnapshotsCommand({ OwnerIds: ['self'] }));
  const instances = Reservations.flatMap(({ Instances = [] }) => Instances);
  return [
    ...instances.filter(({ State }) => LIVING.has(State?.Name ?? '')).map(({ InstanceId }) => InstanceId),
    ...KeyPairs.map(({ KeyName }) => KeyName),
    ...SecurityGroups.map(({ GroupName }) => GroupName),
    ...Images.map(({ ImageId }) => ImageId),
    ...Snapshots.map(({ SnapshotId }) => SnapshotId),
  ].map(String);
}

t.test('a package becomes an image, whose instances learn where they are and serve', async (t) => {
  const before = await inventory(ec2);
  const ordered = await order('1.0.0');
  const { image, base, fingerprint, reused } = await bake(ordered);
  t.notOk(reused);
  t.match(image, {
    state: 'available',
    name: /^tiny-1\.0\.0-b-\d{14}-[0-9a-f]{6}-[0-9a-f]{6}$/,
    tags: {
      'bakeroll:app': 'tiny',
      'bakeroll:package': 'tiny=1.0.0',
      'bakeroll:commit': ordered.commit,
      'bakeroll:base': base,
      'bakeroll:fingerprint': fingerprint,
    },
  });
  const made = (await inventory(ec2)).filter((one) => !before.includes(one));
  t.equal(made.length, 2, `of the whole bake there are the image and its snapshot: ${made.join(' ')}`);

  await t.test('the same order finds the image again', async (t) => {
    const again = await bake(ordered);
    t.ok(again.reused);
    t.equal(again.image.id, image.id);
    await labelRelease(cloud, image.id, 'v1');
    t.equal((await cloud.images.withId(image.id))?.tags['bakeroll:release'], 'v1');
  });

  await t.test('one image is dev here and production there', async (t) => {
    for (const [environment, greeting] of [
      ['dev', 'quotes " \\ $HOME `id` and\na second line'],
      ['production', 'good day'],
    ] as const) {
      await put(`/tiny/${environment}/GREETING`, greeting);
      const instance = await launch(t, ec2, image.id, userData(environment));
      await until('the unit runs', async () => (await instance.shell(ACTIVE)) === 'active');
      const pid = await instance.shell('systemctl show --value --property=MainPID tiny');
      t.equal(
        await instance.shell(`tr "\\0" "\\n" </proc/${pid}/environ | grep ^BAKEROLL_ENV=`),
        `BAKEROLL_ENV=${environment}`,
      );
      const seen = await instance.shell(
        `xargs -0 -n1 -a /proc/${pid}/environ printf "%s\\0" | grep -z ^GREETING= | tr -d "\\0"`,
      );
      t.equal(seen, `GREETING=${greeting}`);
      t.equal(await instance.shell('stat -c "%U %a" /run/tiny/env'), 'root 400');
      const said = `tiny is in ${environment} and says: ${greeting.split('\n')[0]}`;
      await until('the console has it', async () => (await instance.console()).includes(said));
      await instance.shell('systemctl kill --signal=KILL tiny');
      await until('the console tells the end', async () =>
        (await instance.console()).includes('tiny.service ended: signal (killed KILL)'),
      );
    }
  });

  await t.test('nothing of the bake is in the image', async (t) => {
    const instance = await launch(t, ec2, image.id, 'BAKEROLL_ENV=dev');
    t.equal(await instance.shell('dpkg-query -W -f "\\${Version}" tiny'), '1.0.0');
    t.equal(await instance.shell('wc -l </home/admin/.ssh/authorized_keys'), '1', "the instance's own key");
    t.equal(
      await instance.shell('ls -A /var/tmp /tmp | grep -v systemd-private | grep bakeroll || true'),
      '',
    );
    t.equal(await instance.shell('ls /etc/apt/sources.list.d | grep bakeroll || true'), '');
    t.equal(
      await instance.shell(
        'ls /usr/sbin/policy-rc.d /home/admin/.ansible /root/.ansible 2>/dev/null || true',
      ),
      '',
    );
    t.equal(await instance.shell('ls -A /var/lib/apt/lists | head -1'), '');
    t.match(await instance.shell('sshd -T'), /^permitrootlogin no$[^]*^passwordauthentication no$/m);
    t.equal(await instance.shell('systemctl is-enabled apt-daily.timer || true'), 'masked');
    t.equal(await instance.shell('sysctl -n net.core.somaxconn'), '4096');
    t.match(await instance.shell('cat /etc/machine-id'), /^[0-9a-f]{32}$/);
  });

  await t.test('an instance that is not told its environment says so, and serves nothing', async (t) => {
    const instance = await launch(t, ec2, image.id, '');
    await until('it is said', async () => (await instance.console()).includes('no line BAKEROLL_ENV='));
    t.not(await instance.shell(ACTIVE), 'active');
  });
});

const ACTIVE = 'systemctl is-active tiny || true';

async function put(Name: string, Value: string): Promise<void> {
  const ssm = await clients.ssm();
  await ssm.send(new PutParameterCommand({ Name, Value, Type: 'SecureString', Overwrite: true }));
}

/** As it stands in a user's launch template. */
function userData(environment: string): string {
  return [
    '# bakeroll',
    `BAKEROLL_ENV=${environment}`,
    `BAKEROLL_SETTINGS=ssm:/tiny/${environment}/`,
    `BAKEROLL_ENDPOINT=${endpointInside}`,
  ].join('\n');
}

t.test('a task that fails is what the failure says, and nothing is left', async (t) => {
  const before = await inventory(ec2);
  const unfit = await order('2.0.0', 'no-such-package');
  await t.rejects(bake(unfit), {
    code: 'bake-failed',
    what: 'The bake of tiny 2.0.0 failed',
    why: /^TASK \[app : The package, exactly tiny 2\.0\.0\]\n[^]*no-such-package/,
  });
  t.same(await inventory(ec2), before);
});

for (const moment of ['TASK [base', 'Waiting for AMI', 'Launching a source AWS instance'])
  t.test(`a bake that is interrupted at "${moment}" leaves nothing`, async (t) => {
    const before = await inventory(ec2);
    const controller = new AbortController();
    const stop = (text: string) => {
      if (text.startsWith(moment)) controller.abort('SIGINT');
    };
    await t.rejects(bake(await order(`3.0.${moment.length}`), stop, controller.signal), {
      code: 'bake-interrupted',
    });
    t.ok(controller.signal.aborted);
    t.same(await inventory(ec2), before);
  });

t.test('what a bake left whose driver was killed is removed by the next one', async (t) => {
  const before = await inventory(ec2);
  const folder = scratch(t);
  const driver = spawn(process.execPath, ['--input-type=module', '--eval', DRIVER], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      TMPDIR: folder,
      ORDER: JSON.stringify(await order('4.0.0')),
      PLACE: JSON.stringify(place),
    },
  });
  for await (const line of createInterface(driver.stdout)) if (line.startsWith('TASK [base')) break;
  driver.kill('SIGKILL');
  const left = (await inventory(ec2)).filter((one) => !before.includes(one));
  t.equal(left.length, 3, `a builder, a key, a security group: ${left.join(' ')}`);

  await bake(await order('4.0.1'));
  const after = await inventory(ec2);
  t.notOk(left.some((one) => after.includes(one)));
  await until('its Packer has ended', async () => (await workingIn(folder)).length === 0);
});

/** A driver of its own: it bakes ORDER in PLACE and says each line. */
const DRIVER = `
import { bakeImage } from '${packageRoot()}/bake/image/bake.ts';
import { cloudAt } from '${packageRoot()}/bake/image/cloud.ts';
import { realWorld } from '${packageRoot()}/world/real.ts';
const [order, place] = [process.env.ORDER, process.env.PLACE].map((text) => JSON.parse(text));
const world = realWorld(({ text }) => console.log(text));
await bakeImage(world, cloudAt(place), order, new AbortController().signal);
`;

/** The processes whose working folder is below `folder`. */
async function workingIn(folder: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')));
  return pids.filter((_, i) => folders[i]?.startsWith(folder));
}
