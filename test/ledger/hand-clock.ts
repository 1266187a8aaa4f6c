import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../world/clock.ts';

/** A clock that moves by hand. */
export interface HandClock extends Clock {
  /** Lets `millis` pass, waking every sleeper at its moment. */
  pass(millis: number): Promise<void>;
  /** Time passes and nobody wakes, as for a process that was stopped. */
  leap(millis: number): void;
}

export function handClock(): HandClock {
  let now = 0;
  const sleepers = new Set<{ at: number; wake: () => void }>();
  return {
    now: () => now,
    monotonic: () => now,
    sleep: (duration, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { at: now + duration, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(new Error('woken'));
        });
      }),
    async pass(millis) {
      const end = now + millis;
      for (;;) {
        await setImmediate();
        const [next] = [...sleepers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
        if (next === undefined) break;
        now = next.at;
        sleepers.delete(next);
        next.wake();
      }
      now = end;
    },
    leap(millis) {
      now += millis;
    },
  };
}
