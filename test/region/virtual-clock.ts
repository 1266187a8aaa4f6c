import { setImmediate as turn } from 'node:timers/promises';

import type { Clock } from '../../region/clock.ts';

export interface VirtualClock extends Clock {
  /** Lets so many seconds pass: everything due happens in its order, at its own instant. */
  pass(seconds: number): Promise<void>;
}

/** A clock that stands still until it is told to go on. It begins at 2026-11-21T08:00:00Z. */
export function virtualClock(): VirtualClock {
  let now = Date.UTC(2026, 10, 21, 8);
  const alarms = new Set<{ readonly when: number; readonly wake: () => void }>();

  function wakeAt(when: number, wake: () => void): () => void {
    const alarm = { when, wake };
    alarms.add(alarm);
    return () => {
      alarms.delete(alarm);
    };
  }

  async function pass(seconds: number): Promise<void> {
    const end = now + seconds * 1000;
    await quiet();
    for (let next = first(end); next !== undefined; next = first(end)) {
      alarms.delete(next);
      now = Math.max(now, next.when);
      next.wake();
      await quiet();
    }
    now = end;
  }

  function first(end: number) {
    return [...alarms].filter(({ when }) => when <= end).toSorted((a, b) => a.when - b.when)[0];
  }

  return { now: () => now, wakeAt, pass };
}

/** Waits until everything that promises can do at this instant is done. */
async function quiet(): Promise<void> {
  await turn();
}
