import { cp, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { fingerprintOf, recipeUnder } from '../../../bake/image/fingerprint.ts';
import { realFiles } from '../../../world/files.ts';
import { packageRoot } from '../../../world/places.ts';
import { orderOf } from './order.ts';

const BASE = 'ami-0123456789abcdef0';
const ours = recipeUnder(packageRoot());
const fingerprint = (order = orderOf(), base = BASE, recipe = ours) =>
  fingerprintOf(realFiles, recipe, order, base);

t.test('the same things have the same fingerprint, wherever the recipe lies', async (t) => {
  const root = t.testdir({ packer: {} });
  const moved = recipeUnder(root);
  await cp(ours.template, moved.template);
  await cp(ours.ansible, moved.ansible, { recursive: true });
  const before = await fingerprint();
  t.match(before, /^[0-9a-f]{64}$/);
  t.equal(await fingerprint(orderOf(), BASE, moved), before);

  await writeFile(join(moved.ansible, 'roles', 'app', 'tasks', 'more.yml'), '');
  const withMore = await fingerprint(orderOf(), BASE, moved);
  t.not(withMore, before, 'a new file, even an empty one');
  await rename(join(moved.ansible, 'roles/app/tasks/more.yml'), join(moved.ansible, 'roles/app/more.yml'));
  t.not(await fingerprint(orderOf(), BASE, moved), withMore, 'the same file elsewhere');
});

t.test('another package, base or login has another one', async (t) => {
  const all = await Promise.all([
    fingerprint(),
    fingerprint(orderOf({ sha256: 'b'.repeat(64) })),
    fingerprint(orderOf({ version: '1.2.1' })),
    fingerprint(orderOf(), 'ami-0123456789abcdef1'),
    fingerprint({ ...orderOf(), unit: 'hello2.service' }),
    fingerprint({ ...orderOf(), base: { ...orderOf().base, login: 'ubuntu' } }),
  ]);
  t.equal(new Set(all).size, all.length);
});

t.test('where the repository lies, and the commit, do not count: the package is what goes in', async (t) => {
  const folder = t.testdir();
  const order = orderOf();
  const moved = { ...order, commit: 'f'.repeat(40), repository: { ...order.repository, repository: folder } };
  t.equal(await fingerprint(moved), await fingerprint(order));
});
