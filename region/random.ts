import { createHash, randomBytes } from 'node:crypto';

/** Where everything comes from that nobody can foresee: ids, ARNs, keys. Real, or drawn from a seed in the simulated region. */
export interface Random {
  bytes(count: number): Buffer;
}

export const realRandom: Random = { bytes: randomBytes };

/** Bytes that follow from the seed alone, whatever the version of Node.js: SHA-256 of the seed and a count. For worlds, not for secrets. */
export function seededRandom(seed: string): Random {
  let count = 0;
  let left = Buffer.alloc(0);
  return {
    bytes(wanted) {
      while (left.length < wanted) {
        left = Buffer.concat([left, createHash('sha256').update(`${seed}:${count}`).digest()]);
        count += 1;
      }
      const taken = Buffer.from(left.subarray(0, wanted));
      left = left.subarray(wanted);
      return taken;
    },
  };
}

/** A number from 0 on, below 1. */
export function fraction(random: Random): number {
  return random.bytes(6).readUIntBE(0, 6) / 2 ** 48;
}

/** A version 4 UUID. */
export function uuid(random: Random): string {
  const bytes = random.bytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
