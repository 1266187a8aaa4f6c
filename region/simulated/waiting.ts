import type { Clock } from '../clock.ts';

export interface Waiting {
  /** Resolves when the time is over; rejects when it is cut short. */
  readonly over: Promise<void>;
  cancel(why: string): void;
}

/** Waits by the clock: not at all for 0 seconds, for ever for Infinity. */
export function waiting(clock: Clock, seconds: number): Waiting {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  let cancelWake = () => {};
  if (seconds === 0) resolve(undefined);
  else if (seconds !== Infinity) {
    cancelWake = clock.wakeAt(Math.ceil(clock.now() + seconds * 1000), () => {
      resolve(undefined);
    });
  }
  return {
    over: promise,
    cancel(why) {
      cancelWake();
      reject(new Error(why));
    },
  };
}
