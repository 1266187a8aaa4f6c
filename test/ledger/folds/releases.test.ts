import t from 'tap';
import type { Fact, Recorded } from '../../../ledger/facts.ts';
import { releaseOfFingerprint, releaseOfImage, releases } from '../../../ledger/folds/releases.ts';

const made = (release: number, image: string, fingerprint: string): Fact => ({
  type: 'release-made',
  release,
  commit: 'c0ffee',
  subject: 'Say hello',
  packages: [],
  image: { 'eu-west-1': image, 'us-east-1': `${image}-far` },
  base: 'ami-base',
  fingerprint,
  migrations: [],
});

const facts: Recorded[] = [
  made(2, 'ami-2', 'f-2'),
  made(1, 'ami-1', 'f-1'),
  { type: 'release-adopted' as const, release: 3, image: { 'eu-west-1': 'ami-3' } },
  { type: 'unlocked' as const, by: 'anna' },
].map((fact, index) => ({ id: index + 1, at: index, fact }));

t.test('releases are listed by number, those that bakeroll did not make among them', (t) => {
  t.same(
    [...releases(facts).values()].map(({ release, type }) => [release, type]),
    [
      [1, 'release-made'],
      [2, 'release-made'],
      [3, 'release-adopted'],
    ],
  );
  t.equal(releases(facts).get(2)?.at, 0);
  t.end();
});

t.test('a release is found by its image in any region, and by what it was made from', (t) => {
  const all = releases(facts);
  t.equal(releaseOfImage(all, 'ami-2-far')?.release, 2);
  t.equal(releaseOfImage(all, 'ami-3')?.release, 3);
  t.equal(releaseOfImage(all, 'ami-9'), undefined);
  t.equal(releaseOfFingerprint(all, 'f-1')?.release, 1);
  t.equal(releaseOfFingerprint(all, 'f-9'), undefined);
  t.end();
});
