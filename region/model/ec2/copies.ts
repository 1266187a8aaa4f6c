import type { Part, Region } from '../../region.ts';
import type { Image } from './state.ts';

/** Turns pending copies of images into available ones. */
export const copies: Part = { advance, due };

function advance(region: Region): void {
  for (const { image, until } of pending(region)) {
    if (region.clock.now() >= until) image.state = 'available';
  }
}

function due(region: Region): number | undefined {
  const dues = pending(region).map(({ until }) => until);
  return dues.length === 0 ? undefined : Math.min(...dues);
}

function pending({ state }: Region): { image: Image; until: number }[] {
  return state.ec2.images.flatMap((image) =>
    image.state === 'pending' && image.copy !== undefined ? [{ image, until: image.copy.until }] : [],
  );
}
