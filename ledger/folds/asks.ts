import type { Asked, Recorded } from '../facts.ts';

/** The strongest first: who gives way leaves the rest to whoever drives on. */
const ORDER = ['give-way', 'abort', 'pause'] as const;

/**
 * What is asked of the driver of `roll` that holds `fence`, and was not obeyed yet: of several asks the strongest, and of those
 * the last.
 *
 * @param facts those asked since `heardUntil`
 */
export function askOf(
  facts: readonly Recorded[],
  { roll, fence }: { readonly roll: string; readonly fence: number },
): Asked | undefined {
  const mine = facts.flatMap(({ fact, roll: about }): Asked[] => {
    if (fact.type !== 'asked' || (about !== undefined && about !== roll)) return [];
    return fact.fence === undefined || fact.fence === fence ? [fact] : [];
  });
  const strongest = ORDER.find((kind) => mine.some(({ ask }) => ask === kind));
  return mine.findLast(({ ask }) => ask === strongest);
}

/** The id of the fact up to which every ask about `roll` is obeyed, or was taken back: its last end, or its last going on by a person's word. */
export function heardUntil(facts: readonly Recorded[], roll: string): number {
  const last = facts.findLast(
    (recorded) =>
      recorded.roll === roll &&
      (recorded.fact.type === 'roll-ended' ||
        (recorded.fact.type === 'roll-fact' && recorded.fact.fact.type === 'resumed')),
  );
  return last?.id ?? 0;
}
