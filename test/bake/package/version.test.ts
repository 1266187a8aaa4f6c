import { spawnSync } from 'node:child_process';
import t from 'tap';
import { debianVersion, readVersion, type Position } from '../../../bake/package/version.ts';
import { realWorld } from '../../../world/real.ts';
import { checkout, scratch } from '../checkout.ts';

const world = realWorld(() => undefined);
const CLEAN = { is: 'clean' } as const;
const DIRTY = { is: 'dirty', content: '0123456789abcdef' } as const;

const at = (tag: string | undefined, after: number): Position => ({ tag, after, short: 'abcdef1' });

t.test('each position has its version', (t) => {
  t.equal(debianVersion(at('v1.2.0', 0), CLEAN), '1.2.0');
  t.equal(debianVersion(at('1.2.0', 0), CLEAN), '1.2.0', 'a tag needs no v');
  t.equal(debianVersion(at('v1.2.0', 3), CLEAN), '1.2.0+3.gabcdef1');
  t.equal(debianVersion(at('v1.2.0-rc1', 0), CLEAN), '1.2.0~rc1');
  t.equal(debianVersion(at('v1.2.0-beta-2', 4), CLEAN), '1.2.0~beta.2+4.gabcdef1');
  t.equal(debianVersion(at(undefined, 12), CLEAN), '0.0.0+12.gabcdef1');
  t.equal(debianVersion(at('v1.2.0', 0), DIRTY), '1.2.0+0.gabcdef1.dirty.0123456');
  t.equal(debianVersion(at('v1.2.0', 3), DIRTY), '1.2.0+3.gabcdef1.dirty.0123456');
  t.end();
});

t.test('versions sort, for dpkg, as the commits follow each other', (t) => {
  const history = [
    debianVersion(at(undefined, 1), CLEAN),
    debianVersion(at(undefined, 12), CLEAN),
    debianVersion(at('v1.2.0-beta2', 0), CLEAN),
    debianVersion(at('v1.2.0-rc1', 0), CLEAN),
    debianVersion(at('v1.2.0-rc1', 2), CLEAN),
    debianVersion(at('v1.2.0-rc2', 0), CLEAN),
    debianVersion(at('v1.2.0-rc10', 0), CLEAN),
    debianVersion(at('v1.2.0', 0), CLEAN),
    debianVersion(at('v1.2.0', 0), DIRTY),
    debianVersion(at('v1.2.0', 1), CLEAN),
    debianVersion(at('v1.2.0', 9), CLEAN),
    debianVersion(at('v1.2.0', 9), DIRTY),
    debianVersion(at('v1.2.0', 10), CLEAN),
    debianVersion(at('v1.2.1-rc1', 0), CLEAN),
    debianVersion(at('v1.2.1', 0), CLEAN),
    debianVersion(at('v1.10.0', 0), CLEAN),
  ];
  for (const [i, newer] of history.entries()) {
    const older = history[i - 1] ?? '0';
    t.ok(isOlder(older, newer), `${older} is older than ${newer}`);
  }
  t.end();
});

function isOlder(left: string, right: string): boolean {
  return spawnSync('dpkg', ['--compare-versions', left, 'lt', right]).status === 0;
}

t.test('a tag that makes no version is refused by its name', (t) => {
  const failure = { code: 'package-field', what: /v1_2/ };
  t.throws(() => debianVersion(at('v1_2', 0), CLEAN), failure);
  t.end();
});

t.test('git tells the position: from the nearest version tag, whatever other tags there are', async (t) => {
  const { folder, git, commit } = checkout(t);
  const version = () => readVersion(world, folder, CLEAN);
  const short = () => git('rev-parse', '--short=7', 'HEAD');
  t.equal(await version(), `0.0.0+1.g${short()}`, 'no tag at all');
  git('tag', 'v1.2.0');
  t.equal(await version(), '1.2.0');
  commit('the second');
  git('tag', 'deployed-yesterday');
  commit('the third');
  t.equal(await version(), `1.2.0+2.g${short()}`);
  git('tag', '--annotate', '--message=candidate', 'v2.0.0-rc1');
  t.equal(await version(), '2.0.0~rc1');
});

t.test('a shallow checkout without its tags is refused, for its count would be wrong', async (t) => {
  const { folder, commit } = checkout(t);
  commit('the second');
  const clone = `${scratch(t)}/clone`;
  spawnSync('git', ['clone', '--quiet', '--depth=1', `file://${folder}`, clone]);
  await t.rejects(readVersion(world, clone, CLEAN), { code: 'package-failed', next: /--unshallow/ });
});
