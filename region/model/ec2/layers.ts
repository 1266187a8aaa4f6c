import type { Part, Region } from '../../region.ts';

/** Throws the layers away on which nothing stands any more, neither an image nor an instance. */
export const layers: Part = { advance, due: () => undefined };

/** An image or an instance of another account or region may stand on a layer of this one, and go last. */
function advance(region: Region): void {
  const { regions } = region.realm;
  if (regions.every(({ state }) => state.ec2.layers.length === 0)) return;
  const used = new Set(regions.flatMap(usedIn));
  for (const { state } of regions) {
    const unused = state.ec2.layers.filter((layer) => !used.has(layer));
    if (unused.length === 0) continue;
    state.ec2.layers = state.ec2.layers.filter((layer) => used.has(layer));
    for (const layer of unused) discard(region, layer);
  }
}

function usedIn({ state }: Region): string[] {
  const living = state.ec2.instances.filter((instance) => instance.state !== 'terminated');
  return [...state.ec2.images, ...living].flatMap((one) => one.layers);
}

function discard(region: Region, layer: string): void {
  region.machines.discard(layer).catch((cause: unknown) => {
    console.error(`something of the layer ${layer} is left`, cause);
  });
}
