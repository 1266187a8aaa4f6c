import { existsSync, readdirSync } from 'node:fs';

import { networkOf } from '../network.ts';
import { REGIONS } from './place.ts';
import { Refusal } from './refusal.ts';

/**
 * Two names may come to the same addresses; then only one of the two can be up.
 *
 * @throws Refusal when another region of this computer has this region's addresses
 */
export function checkSlot(name: string): void {
  const { slot } = networkOf(name);
  const names = existsSync(REGIONS) ? readdirSync(REGIONS) : [];
  const other = names.find((one) => one !== name && networkOf(one).slot === slot);
  if (other === undefined) return;
  throw new Refusal(
    'region-unreachable',
    `The regions ${name} and ${other} have the same addresses (10.${slot}.0.0/16)`,
    `Choose another name, or first: bakeroll region down ${other}`,
  );
}
