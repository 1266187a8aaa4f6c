/** Time in milliseconds since the epoch: real, or virtual in the simulated region. */
export interface Clock {
  now(): number;
  /** Calls `wake` once, at `when` or as soon after as it can. Gives a function that takes it back. */
  wakeAt(when: number, wake: () => void): () => void;
}

export const realClock: Clock = {
  now: () => Date.now(),
  wakeAt(when, wake) {
    const timer = setTimeout(wake, Math.max(0, when - Date.now()));
    return () => {
      clearTimeout(timer);
    };
  },
};
