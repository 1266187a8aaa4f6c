import { bakeImage } from '../bake/image/bake.ts';
import { cloudAt } from '../bake/image/cloud.ts';
import type { BakedImage, BakeOrder } from '../bake/image/order.ts';
import { labelRelease } from '../bake/image/tags.ts';
import type { ReleaseMade } from '../ledger/facts.ts';
import { releaseOfImage, releases } from '../ledger/folds/releases.ts';
import type { Checkout } from './checkout.ts';
import type { Packaged } from './package.ts';
import type { Session } from './session.ts';

/**
 * Bakes the package into an image and gives it its number: a release. Where the very image is one already, that release
 * is given, and nothing is made.
 *
 * @throws Failure `bake-failed`, `bake-interrupted`, `tool-missing`
 */
export async function bakeStep(
  session: Session,
  checkout: Checkout,
  packaged: Packaged,
): Promise<ReleaseMade> {
  const { world, place, ledger } = session;
  const cloud = cloudAt(place);
  const baked = await bakeImage(world, cloud, orderOf(checkout, packaged), session.signal);
  const known = await madeBefore(session, baked.image.id);
  if (known) {
    world.note({ step: 'bake', text: `${baked.image.id} is release v${known.release} already` });
    return known;
  }
  const release = await ledger.nextRelease();
  await labelRelease(cloud, baked.image.id, `v${release}`);
  const made = releaseOf(session, packaged, baked, release);
  await ledger.record(made);
  world.note({ step: 'bake', text: `${baked.image.id} is release v${release}` });
  return made;
}

function orderOf({ config }: Checkout, { built, publication }: Packaged): BakeOrder {
  return {
    app: config.app,
    unit: config.package?.unit?.split('/').at(-1) ?? `${config.app}.service`,
    commit: built.commit,
    package: built,
    repository: publication,
    base: config.image.base,
    instanceType: config.image.instance_type,
    sshFrom: config.image.ssh_from,
  };
}

async function madeBefore({ ledger }: Session, image: string): Promise<ReleaseMade | undefined> {
  const release = releaseOfImage(releases(await ledger.facts()), image);
  return release?.type === 'release-made' ? release : undefined;
}

function releaseOf(
  { place }: Session,
  { built, migrations }: Packaged,
  { image, base, fingerprint }: BakedImage,
  release: number,
): ReleaseMade {
  const { name, version, architecture, sha256 } = built;
  return {
    type: 'release-made',
    release,
    commit: built.commit,
    subject: built.subject,
    packages: [{ name, version, architecture, sha256 }],
    image: { [place.region]: image.id },
    base,
    fingerprint,
    migrations: [...migrations],
  };
}
