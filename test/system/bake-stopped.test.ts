import { spawn } from 'node:child_process';
import { readdir, readlink } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import t from 'tap';
import { packageRoot } from '../../world/places.ts';
import { scratch } from '../bake/checkout.ts';
import { startBakery } from './bakery.ts';
import { until } from './instance.ts';

const { bake, inventory, order, place } = await startBakery(t, 'test-bake-stopped');

t.test('a task that fails is what the failure says, and nothing is left', async (t) => {
  const before = await inventory();
  const unfit = await order('2.0.0', 'no-such-package');
  await t.rejects(bake(unfit), {
    code: 'bake-failed',
    what: 'The bake of tiny 2.0.0 failed',
    why: /^TASK \[app : The package, exactly tiny 2\.0\.0\]\n[^]*no-such-package/,
  });
  t.same(await inventory(), before);
});

for (const moment of ['TASK [base', 'Waiting for AMI', 'Launching a source AWS instance'])
  t.test(`a bake that is interrupted at "${moment}" leaves nothing`, async (t) => {
    const before = await inventory();
    const controller = new AbortController();
    const stop = (text: string) => {
      if (text.startsWith(moment)) controller.abort('SIGINT');
    };
    await t.rejects(bake(await order(`3.0.${moment.length}`), stop, controller.signal), {
      code: 'bake-interrupted',
    });
    t.ok(controller.signal.aborted);
    t.same(await inventory(), before);
  });

t.test('what a bake left whose driver was killed is removed by the next one', async (t) => {
  const before = await inventory();
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
  const left = (await inventory()).filter((one) => !before.includes(one));
  t.equal(left.length, 3, `a builder, a key, a security group: ${left.join(' ')}`);

  await bake(await order('4.0.1'));
  const after = await inventory();
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
