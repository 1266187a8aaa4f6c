import type { Instant } from '../../world/clock.ts';
import type { Recorded, ReleaseAdopted, ReleaseMade } from '../facts.ts';

/** A release of the application, with the moment it got its number. */
export type Release = (ReleaseMade | ReleaseAdopted) & { readonly at: Instant };

/** Every release by its number, in the order of the numbers. */
export function releases(facts: readonly Recorded[]): ReadonlyMap<number, Release> {
  const all = facts.flatMap(({ at, fact }): Release[] => {
    if (fact.type !== 'release-made' && fact.type !== 'release-adopted') return [];
    return [{ ...fact, at }];
  });
  return new Map(all.toSorted((a, b) => a.release - b.release).map((release) => [release.release, release]));
}

/** The newest release whose image, in any region, is `image`. */
export function releaseOfImage(all: ReadonlyMap<number, Release>, image: string): Release | undefined {
  return [...all.values()].findLast((release) => Object.values(release.image).includes(image));
}

/** The newest release made from what hashes to `fingerprint`, so that it need not be baked again. */
export function releaseOfFingerprint(
  all: ReadonlyMap<number, Release>,
  fingerprint: string,
): ReleaseMade | undefined {
  return [...all.values()]
    .filter((release) => release.type === 'release-made')
    .findLast((release) => release.fingerprint === fingerprint);
}
