import { fraction, seededRandom } from '../../../region/random.ts';

/** Draws from a seed: the same draws in the same order give the same. */
export interface Dice {
  /** Whether it happens, with this chance. */
  chance(share: number): boolean;
  /** A whole number, both ends included. */
  whole(from: number, to: number): number;
  /** As `whole`, but small ones come more often. */
  small(from: number, to: number): number;
  one<T>(among: readonly [T, ...T[]]): T;
}

export function diceOf(seed: string): Dice {
  const random = seededRandom(seed);
  const next = () => fraction(random);
  const upTo = (share: number, from: number, to: number) => from + Math.floor(share * (to - from + 1));
  return {
    chance: (share) => next() < share,
    whole: (from, to) => upTo(next(), from, to),
    small: (from, to) => upTo(next() ** 3, from, to),
    one: (among) => among[Math.floor(next() * among.length)] ?? among[0],
  };
}
