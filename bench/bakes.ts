import { z } from 'zod';

import type { Ran } from '../demo/bakeroll.ts';
import { commitVersion } from '../demo/stage.ts';
import { bakeByHand } from './bare-bake.ts';
import type { Figure } from './figure.ts';
import { withScene } from './scene.ts';

/** How much longer than the bare tools bakeroll may take, in seconds: keys, tags, fingerprint, ledger. */
const SLACK = 5;

const Packaged = z.object({ version: z.string() });
const Baked = z.object({ base: z.string() });

/** A bake by bakeroll, and the same by Packer and Ansible alone; a bake before them has warmed the machine for both. */
export function measureBakes(): Promise<readonly Figure[]> {
  return withScene(async ({ stage, place, run }) => {
    commitVersion(stage, 'v2');
    const packaged = Packaged.parse(recordOf(await run('package'), 'package'));
    const baking = await run('bake', 'dev');
    const baked = Baked.parse(recordOf(baking, 'release'));
    const bare = bakeByHand({ stage, place, base: baked.base, version: packaged.version });
    const ours = (baking.to - baking.from) / 1000;
    return [
      { name: 'Bake by Packer and Ansible alone, by hand', value: bare, unit: 's' },
      { name: 'The same bake by `bakeroll bake`', value: ours, unit: 's', aim: { atMost: bare + SLACK } },
    ];
  });
}

function recordOf({ records }: Ran, type: string): unknown {
  return records.find((record) => record.type === type);
}
