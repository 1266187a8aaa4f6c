/** What an instance may be: of the baseline's version (`old …`) or the goal's (`new …`). */
export const KINDS = [
  'old healthy',
  'old sick',
  'old coming',
  'old leaving',
  'new coming',
  'new late',
  'new healthy',
  'new sampled',
  'new proven',
  'new proven sick',
  'new bad',
  'new leaving',
] as const;

/** What is rarer, and is met by small fleets alone: `stray` is of a dead roll's version, `waits` is in Standby, sent there by this roll or by an earlier one. */
export const RARE = [
  'stray healthy',
  'stray sick',
  'old waits',
  'old waits longer',
  'new waits longer',
] as const;

/** The largest fleet that has one of those. */
const SMALL = 2;

export type Kind = (typeof KINDS)[number] | (typeof RARE)[number];

/** Each multiset of kinds with at most `most` members. */
export function* fleets(most: number): Generator<Kind[]> {
  yield* multisets(KINDS, most);
  for (const fleet of multisets([...KINDS, ...RARE], Math.min(most, SMALL)))
    if (fleet.some(isRare)) yield fleet;
}

function isRare(kind: Kind): boolean {
  return (RARE as readonly Kind[]).includes(kind);
}

function* multisets(kinds: readonly Kind[], most: number, from = 0): Generator<Kind[]> {
  yield [];
  if (most === 0) return;
  for (let i = from; i < kinds.length; i += 1) {
    const kind = kinds[i];
    if (kind === undefined) continue;
    for (const rest of multisets(kinds, most - 1, i)) yield [kind, ...rest];
  }
}
