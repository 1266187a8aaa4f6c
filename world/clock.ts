import { setTimeout as delay } from 'node:timers/promises';

/** A moment, in milliseconds since the epoch. */
export type Instant = number & { readonly unit?: 'ms since epoch' };
/** A length of time, in milliseconds. */
export type Millis = number & { readonly unit?: 'ms' };

/** Time, real or virtual. */
export interface Clock {
  /** The wall clock. */
  now(): Instant;
  /** A clock that never goes back; only differences mean anything. */
  monotonic(): Millis;
  /** Resolves after `duration`; rejects with the signal's reason when it is aborted first. */
  sleep(duration: Millis, signal?: AbortSignal): Promise<void>;
}

export const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (duration, signal) => {
    await delay(duration, undefined, signal ? { signal } : {});
  },
};
