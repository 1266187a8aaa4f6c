import type { Part, Region } from './region.ts';

export interface Heart {
  /** Asks for a beat soon: any number of calls before it make one. */
  stir(): void;
  /** No beat comes after this. */
  stop(): void;
}

/**
 * Makes a region move in time. A beat advances the parts until nothing changes any more, saves where anything did, and sets the
 * clock for when the first of them is due again. `region.stir` is to be the heart's own.
 *
 * @param save keeps the region's state; called after each beat that finds it other than the beat before
 */
export function startHeart(region: Region, parts: readonly Part[], save: () => void): Heart {
  let asked = false;
  let stopped = false;
  let cancelWake = () => {};
  let known = '';

  function stir(): void {
    if (asked || stopped) return;
    asked = true;
    queueMicrotask(beat);
  }

  function beat(): void {
    if (stopped) return;
    cancelWake();
    const text = settle(region, parts, known);
    // Whoever asked during `settle` has been served by it.
    asked = false;
    if (text !== known) save();
    known = text;
    const due = nextDue(region, parts);
    if (due !== undefined) cancelWake = region.clock.wakeAt(Math.max(due, region.clock.now() + 1), stir);
  }

  function stop(): void {
    stopped = true;
    cancelWake();
    for (const part of parts) part.stop?.();
  }

  return { stir, stop };
}

const ROUNDS = 1000;

/**
 * Advances all parts until a whole round leaves the state as it was.
 *
 * @param known the state as the last beat left it, as text. @returns the same for this beat
 */
function settle(region: Region, parts: readonly Part[], known: string): string {
  let before = known;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const part of parts) part.advance(region);
    const after = JSON.stringify(region.state);
    if (after === before) return after;
    before = after;
  }
  throw new Error(`the region's parts do not come to rest: they still change after ${ROUNDS} rounds`);
}

function nextDue(region: Region, parts: readonly Part[]): number | undefined {
  const dues = parts.map((part) => part.due(region)).filter((due) => due !== undefined);
  return dues.length === 0 ? undefined : Math.min(...dues);
}
