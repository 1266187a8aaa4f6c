import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import t from 'tap';
import { poolPath } from '../../../bake/apt/pool.ts';
import { publish } from '../../../bake/apt/publish.ts';
import { realWorld } from '../../../world/real.ts';
import { scratch } from '../checkout.ts';
import { aptAt, type Apt } from './apt.ts';
import { makeDeb } from './deb.ts';

const world = realWorld(() => undefined);

function repository(t: Parameters<typeof scratch>[0]) {
  const folder = scratch(t);
  const place = { repository: join(folder, 'apt'), key: { folder: join(folder, 'key') } };
  return { ...place, publish: (deb: ReturnType<typeof makeDeb>) => publish(world, place, deb) };
}

t.test('apt itself installs from it: every version that was ever published', async (t) => {
  const { publish } = repository(t);
  const versions = ['1.0.0~rc1', '1.0.0', '1.0.0+3.gabcdef1'];
  const published = [];
  for (const version of versions) published.push(await publish(makeDeb(t, { version })));
  const apt = aptAt(scratch(t), published[0]);
  t.same(apt.update(), { ok: true, warnings: [] });
  for (const version of versions)
    t.equal(apt.download(`greet=${version}`).version, version, `${version} is there`);
});

t.test('an index that was tampered with is refused', async (t) => {
  const { repository: folder, publish } = repository(t);
  const published = await publish(makeDeb(t, { version: '1.0.0' }));
  const release = join(folder, 'dists/bakeroll/InRelease');
  writeFileSync(release, readFileSync(release, 'utf8').replace('Origin: bakeroll', 'Origin: somebody'));
  t.match(aptAt(scratch(t), published).update(), { ok: false, warnings: [/BADSIG/] });
});

t.test('a list of packages that is not the one that was signed is refused', async (t) => {
  const { repository: folder, publish } = repository(t);
  const published = await publish(makeDeb(t, { version: '1.0.0' }));
  const hashes = join(folder, 'dists/bakeroll/main/binary-amd64/by-hash/SHA256');
  const index = join(folder, 'dists/bakeroll/main/binary-amd64');
  for (const path of [...readdirSync(hashes).map((hash) => join(hashes, hash)), join(index, 'Packages')])
    writeFileSync(path, 'Package: other\n');
  t.match(aptAt(scratch(t), published).update(), { ok: false });
});

t.test('a package that is not the one that was published is refused', async (t) => {
  const { repository: folder, publish } = repository(t);
  const published = await publish(makeDeb(t, { version: '1.0.0' }));
  const apt = aptAt(scratch(t), published);
  apt.update();
  const forged = makeDeb(t, { version: '1.0.0', says: 'something else' });
  writeFileSync(poolPath(folder, forged), readFileSync(forged.file));
  t.throws(() => apt.download('greet=1.0.0'), /Hash Sum mismatch|Size mismatch|unexpected size/i);
});

t.test('a repository signed by another key is refused', async (t) => {
  const mine = repository(t);
  const theirs = repository(t);
  const deb = makeDeb(t, { version: '1.0.0' });
  const { publicKey } = await theirs.publish(deb);
  const published = await mine.publish(deb);
  t.match(aptAt(scratch(t), { ...published, publicKey }).update(), { ok: false, warnings: [/NO_PUBKEY/] });
});

t.test('the same version with other bytes is refused, and the first is kept', async (t) => {
  const { repository: folder, publish } = repository(t);
  const first = makeDeb(t, { version: '1.0.0' });
  await publish(first);
  const other = makeDeb(t, { version: '1.0.0', says: 'something else' });
  await t.rejects(publish(other), {
    code: 'apt-failed',
    what: /greet 1\.0\.0/,
    why: new RegExp(other.sha256),
  });
  t.equal(await world.files.sha256(poolPath(folder, first)), first.sha256);
  await t.resolves(publish(first), 'the same bytes may be published again');
});

t.test('a publication that was killed half-way is made up for by the next', async (t) => {
  const { repository: folder, publish } = repository(t);
  const first = makeDeb(t, { version: '1' });
  await world.files.write(poolPath(folder, first), await world.files.readBytes(first.file));
  await world.files.write(join(folder, '.new/Release'), 'half of one');
  const apt = aptAt(scratch(t), await publish(makeDeb(t, { version: '2' })));
  t.match(apt.update(), { ok: true });
  for (const version of ['1', '2']) t.equal(apt.download(`greet=${version}`).version, version);
});

t.test('publishers that come at once all have their package in the index', async (t) => {
  const { publish } = repository(t);
  const versions = ['1', '2', '3', '4', '5'];
  const published = await Promise.all(versions.map((version) => publish(makeDeb(t, { version }))));
  t.equal(new Set(published.map(({ publicKey }) => publicKey)).size, 1, 'one key was made');
  const apt: Apt = aptAt(scratch(t), published[0]);
  t.match(apt.update(), { ok: true });
  for (const version of versions) t.equal(apt.download(`greet=${version}`).version, version);
});

t.test('who began to read just before a publication can read on', async (t) => {
  const { repository: folder, publish } = repository(t);
  await publish(makeDeb(t, { version: '1' }));
  const suite = join(folder, 'dists/bakeroll');
  const named = () =>
    [...readFileSync(join(suite, 'Release'), 'utf8').matchAll(/^ ([0-9a-f]{64})\s+\d+ (.*)\/Packages/gm)].map(
      ([, hash, index]) => join(suite, index ?? '', 'by-hash/SHA256', hash ?? ''),
    );
  const first = named();
  await publish(makeDeb(t, { version: '2' }));
  t.ok(
    first.length > 0 && first.every((path) => existsSync(path)),
    'after one more, the old indices are there',
  );
  await publish(makeDeb(t, { version: '3' }));
  t.notOk(
    first.some((path) => existsSync(path)),
    'after two, they are gone',
  );
  t.ok(named().every((path) => existsSync(path)));
});

t.test('the key is kept for its owner alone, and a key that is given is used instead', async (t) => {
  const made = repository(t);
  const { publicKey } = await made.publish(makeDeb(t, { version: '1' }));
  const path = join(made.key.folder, 'signing-key.asc');
  t.equal(statSync(path).mode & 0o777, 0o600);
  t.equal(statSync(made.key.folder).mode & 0o777, 0o700);

  const given = { repository: join(scratch(t), 'apt'), key: { armoured: readFileSync(path, 'utf8') } };
  const published = await publish(world, given, makeDeb(t, { version: '1' }));
  t.equal(published.publicKey, publicKey);
  const bad = { ...given, key: { armoured: 'no key' } };
  await t.rejects(publish(world, bad, makeDeb(t, { version: '2' })), { code: 'apt-failed', why: /gpg/ });
  t.match(aptAt(scratch(t), published).update(), { ok: true }, 'a failed publication leaves it as it was');
});

t.test('signing leaves no agent behind', async (t) => {
  // Keyrings are made in the folder for temporary things: one of our own tells our agents from those of other tests.
  const { TMPDIR } = process.env;
  const temporary = (process.env['TMPDIR'] = scratch(t));
  t.teardown(() => {
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
  });
  const { publish } = repository(t);
  await publish(makeDeb(t, { version: '1' }));
  const agents = () => commands().filter((line) => line.includes(`gpg-agent --homedir ${temporary}`));
  // One that was told to end still has to.
  while (agents().length > 0) await turn();
  t.same(agents(), []);
});

function commands(): string[] {
  return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');
}
