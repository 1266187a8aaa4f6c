import type { NormalizedSchema } from '@smithy/core/schema';

/** A whole number from 0 to below `limit`. */
export type Random = (limit: number) => number;

/** The same seed gives the same numbers: mulberry32. */
export function seeded(seed: number): Random {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** Deeper than that structures hold no others where they need not: some shapes hold themselves. */
const DEEPEST = 7;

/** Some value of the schema's shape. No list is empty: the query protocol cannot tell that from none. */
export function anyValue(schema: NormalizedSchema, random: Random, depth = 0): unknown {
  if (schema.isListSchema()) return anyList(schema, random, depth);
  if (schema.isMapSchema())
    return { [`key ${random(9)}`]: anyValue(schema.getValueSchema(), random, depth + 1) };
  if (schema.isStructSchema()) return anyStructure(schema, random, depth);
  if (schema.isBooleanSchema()) return random(2) === 0;
  if (schema.isNumericSchema()) return random(1000);
  if (schema.isBigIntegerSchema()) return BigInt(random(1000));
  if (schema.isTimestampSchema()) return new Date(random(2 ** 31) * 1000);
  if (schema.isBlobSchema()) return Uint8Array.of(1, 2, random(256));
  return `s&<>"' \r\n${random(1000)} é`;
}

function anyList(schema: NormalizedSchema, random: Random, depth: number): unknown[] {
  const length = depth > DEEPEST ? 1 : 1 + random(3);
  return Array.from({ length }, () => anyValue(schema.getValueSchema(), random, depth + 1));
}

/** A structure has at least one member, and always its idempotency token: AWS's code fills that in by itself. */
function anyStructure(schema: NormalizedSchema, random: Random, depth: number): object {
  const members = [...schema.structIterator()];
  const simple = members.filter(([, member]) => !member.isStructSchema() && !member.isListSchema());
  const allowed = depth > DEEPEST && simple.length > 0 ? simple : members;
  const chosen = allowed.filter(([, member]) => member.isIdempotencyToken() || random(10) < 7);
  const used = chosen.length > 0 ? chosen : allowed.slice(0, 1);
  return Object.fromEntries(used.map(([name, member]) => [name, anyValue(member, random, depth + 1)]));
}
