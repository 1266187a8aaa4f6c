import type { Image } from '../../world/aws/images.ts';
import { Failure, UNTOUCHED } from '../../world/failure.ts';
import type { Cloud } from './cloud.ts';
import type { BakeOrder } from './order.ts';

/**
 * The newest image of the order's base, pinned by its id from here on.
 *
 * @throws Failure `bake-failed` when there is none, or when the package is for other processors
 */
export async function findBase(cloud: Cloud, { base, package: pack }: BakeOrder): Promise<Image> {
  const image = await cloud.images.newest(base.name, base.owner);
  if (image === undefined)
    throw unfit(`There is no image ${base.name} of ${base.owner} in ${cloud.place.region}.`);
  if (pack.architecture !== 'all' && pack.architecture !== image.architecture)
    throw unfit(
      `${pack.name} is for ${pack.architecture}, the base ${image.name} for ${image.architecture}.`,
    );
  return image;
}

function unfit(what: string): Failure {
  return new Failure({
    code: 'bake-failed',
    what,
    state: UNTOUCHED,
    next: 'mend image.base in the config (name, owner), then type the same again',
  });
}
