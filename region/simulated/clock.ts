import { setImmediate as turn } from 'node:timers/promises';

import type { Clock } from '../clock.ts';

export interface VirtualClock extends Clock {
  /** Lets so many seconds pass: everything due happens in its order, at its own instant. */
  pass(seconds: number): Promise<void>;
}

interface Alarm {
  readonly when: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is told to go on, and then jumps from event to event. It begins at 2026-11-21T08:00:00Z. */
export function virtualClock(): VirtualClock {
  let now = Date.UTC(2026, 10, 21, 8);
  const alarms = new Set<Alarm>();

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
    for (let next = firstOf(alarms); next !== undefined && next.when <= end; next = firstOf(alarms)) {
      now = Math.max(now, next.when);
      // What was set for this instant meanwhile happens in it too, but after what was set before.
      for (const alarm of [...alarms]) {
        if (alarm.when > now || !alarms.delete(alarm)) continue;
        alarm.wake();
      }
      await quiet();
    }
    now = end;
  }

  return { now: () => now, wakeAt, pass };
}

/** The earliest alarm; of several at one instant the one that was set first. */
function firstOf(alarms: ReadonlySet<Alarm>): Alarm | undefined {
  let first: Alarm | undefined;
  for (const alarm of alarms) if (first === undefined || alarm.when < first.when) first = alarm;
  return first;
}

/** Waits until everything that promises can do at this instant is done. */
async function quiet(): Promise<void> {
  await turn();
}
