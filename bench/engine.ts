import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

import { Figure } from './figure.ts';

const MEASURE = join(import.meta.dirname, '..', 'test', 'simulation', 'measures', 'measure.ts');

/** The roll engine over the simulated region: what it costs beyond what a roll must, how soon it notices, how it grows. */
export async function measureEngine(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  // A process each, so that none measures what another left in memory.
  for (const name of ['overhead', 'warm', 'noticed', 'calls', 'scale', 'decide']) {
    const { stdout } = await promisify(execFile)(process.execPath, [MEASURE, name]);
    figures.push(...z.array(Figure).parse(JSON.parse(stdout)));
  }
  return figures;
}
