import { imagesOf } from '../world/aws/images.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import { type Release, releaseOfImage, releases } from '../ledger/folds/releases.ts';
import { ownersOf } from './owners.ts';
import type { Session } from './session.ts';
import { readTarget, type Target } from './target.ts';

/** What somebody named, as it is found: nothing is recorded yet. */
export type Sought =
  | { readonly kind: 'release'; readonly release: Release }
  /** An image that bakeroll did not make, and that has no number yet. */
  | { readonly kind: 'image'; readonly image: Named };

interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * The release that somebody named: `v42`, `ami-…` or an image's name. An image that bakeroll did not make gets a number,
 * and is a release with no package and no migrations.
 *
 * @throws Failure `target-unknown`
 */
export async function findRelease(session: Session, text: string): Promise<Release> {
  return numbered(session, await seek(session, text));
}

/** What was found, with a number in any case. */
export async function numbered(session: Session, sought: Sought): Promise<Release> {
  return sought.kind === 'release' ? sought.release : adopt(session, sought.image);
}

/** As `findRelease`, and gives no number to what has none. @throws Failure `target-unknown` */
export async function seek(session: Session, text: string): Promise<Sought> {
  const target = readTarget(text);
  const all = releases(await session.ledger.facts());
  if (target.by === 'release')
    return { kind: 'release', release: all.get(target.number) ?? unknown(text, all) };
  const image = await findImage(session, target);
  if (image?.state !== 'available') return unknown(text, all);
  const release = releaseOfImage(all, image.id);
  return release === undefined ? { kind: 'image', image } : { kind: 'release', release };
}

/** The newest release that bakeroll made; undefined when there is none. */
export async function newestRelease({ ledger }: Session): Promise<Release | undefined> {
  return [...releases(await ledger.facts()).values()].at(-1);
}

/** The image's id where this environment is. @throws Failure `target-unknown` when the release is not there */
export function imageHere({ place }: Session, release: Release): string {
  const image = release.image[place.region];
  if (image !== undefined) return image;
  throw new Failure({
    code: 'target-unknown',
    what: `v${release.release} has no image in ${place.region}; it has one in ${Object.keys(release.image).join(', ')}.`,
    state: UNTOUCHED,
    next: 'bake it there',
  });
}

async function findImage(session: Session, target: Exclude<Target, { by: 'release' }>) {
  const images = imagesOf(session.clients);
  if (target.by === 'name') return (await images.named(target.name))[0];
  return images.withId(target.id, ownersOf(session));
}

async function adopt({ ledger, place, world }: Session, image: Named): Promise<Release> {
  const release = await ledger.nextRelease();
  const adopted = {
    type: 'release-adopted',
    release,
    image: { [place.region]: image.id },
    name: image.name,
  } as const;
  await ledger.record(adopted);
  const text =
    release === 0
      ? `${image.id} (${image.name}) is v0 until the ledger gives it a number`
      : `${image.id} (${image.name}) is release v${release} from now on`;
  world.note({ step: 'release', text });
  return { ...adopted, at: world.clock.now() };
}

function unknown(text: string, all: ReadonlyMap<number, Release>): never {
  const newest = [...all.keys()].slice(-5).map((number) => `v${number}`);
  throw new Failure({
    code: 'target-unknown',
    what: `There is no release or available image ${text}.`,
    ...(newest.length === 0 ? {} : { why: `the newest releases are ${newest.join(', ')}` }),
    state: UNTOUCHED,
    next: 'bakeroll history',
  });
}
