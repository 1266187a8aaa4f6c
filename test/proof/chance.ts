import { createHash } from 'node:crypto';

/** A number from 0 up to, but not, 1, drawn from the seed for what is named: the same for the same words, whatever else is drawn. */
export function chance(seed: number, ...names: readonly (string | number)[]): number {
  const digest = createHash('sha256')
    .update([seed, ...names].join(' '))
    .digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}
