import type { Image } from '../../world/aws/images.ts';
import type { BakeOrder } from './order.ts';
import type { Cloud } from './cloud.ts';
import type { Run } from './run.ts';

/** EC2's limit for a tag's value. */
const LONGEST = 256;

export const FINGERPRINT_TAG = 'bakeroll:fingerprint';

/** What an image says of itself. The release is put on once it has a number: `labelRelease`. */
export function imageTags(order: BakeOrder, made: { base: Image; fingerprint: string; run: Run }) {
  const tags = {
    'bakeroll:app': order.app,
    'bakeroll:commit': order.commit,
    'bakeroll:package': `${order.package.name}=${order.package.version}`,
    'bakeroll:base': made.base.id,
    [FINGERPRINT_TAG]: made.fingerprint,
    'bakeroll:run': made.run,
  };
  return Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, value.slice(0, LONGEST)]));
}

/** Says on the image which release it is: `v42`. */
export async function labelRelease(cloud: Cloud, imageId: string, release: string): Promise<void> {
  await cloud.images.label(imageId, { 'bakeroll:release': release });
}
