import type { Part, Region } from '../../region.ts';

/** Throws the layers away on which nothing stands any more, neither an image nor an instance. */
export const layers: Part = { advance, due: () => undefined };

function advance(region: Region): void {
  const { ec2 } = region.state;
  const used = usedLayers(region);
  const unused = ec2.layers.filter((layer) => !used.has(layer));
  if (unused.length === 0) return;
  ec2.layers = ec2.layers.filter((layer) => used.has(layer));
  for (const layer of unused) discard(region, layer);
}

function usedLayers({ state }: Region): ReadonlySet<string> {
  const living = state.ec2.instances.filter((instance) => instance.state !== 'terminated');
  return new Set([...state.ec2.images, ...living].flatMap((one) => one.layers));
}

function discard(region: Region, layer: string): void {
  region.machines.discard(layer).catch((cause: unknown) => {
    console.error(`something of the layer ${layer} is left`, cause);
  });
}
