import { Misuse } from './misuse.ts';
import type { Part } from './part.ts';
import { crowds } from './real/crowds.ts';
import { faults } from './real/faults.ts';
import { kills } from './real/kills.ts';
import { sleepers } from './real/sleepers.ts';
import { sweep } from './simulated/sweep.ts';
import { worlds } from './simulated/worlds.ts';

/** Every part of the proof, in the order in which they are run. To add one, add it here: docs/proof.md says what it is. */
export const PARTS: readonly Part[] = [kills, faults, crowds, sleepers, worlds, sweep];

/**
 * The parts of those names; all of them where none was asked for.
 *
 * @throws Error naming what there is no part of
 */
export function partsNamed(names: readonly string[]): readonly Part[] {
  if (names.length === 0) return PARTS;
  return names.map((name) => {
    const part = PARTS.find((one) => one.name === name);
    if (part === undefined)
      throw new Misuse(`no part ${name}; there are: ${PARTS.map((one) => one.name).join(' ')}`);
    return part;
  });
}
