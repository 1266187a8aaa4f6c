import { diceOf } from './dice.ts';
import type { World } from './world.ts';

/** In one world of eight the ledger is down from the beginning. By dice of its own: it changes nothing else of a seed's world. */
export function drawRecalls(seed: string): Pick<World, 'recalls'> {
  return diceOf(`${seed} recalls`).chance(0.125) ? { recalls: 'tags' } : {};
}
