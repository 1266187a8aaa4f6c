import type { Clock } from '../clock.ts';

/** Keeps a region's state, on a disk that may be full. */
export interface Keeper {
  /** Keeps it now. @throws Error where it cannot be kept: whoever asks is told, and what was kept before stays whole */
  readonly now: () => void;
  /** Keeps it now or, with one line said, as soon as there is room again. */
  readonly soon: () => void;
}

/** How long the disk is left alone after it refused, in milliseconds. */
const PAUSE = 1000;

/** @param save as of the store */
export function keeper(save: () => void, clock: Pick<Clock, 'wakeAt' | 'now'>): Keeper {
  let waiting = false;

  function soon(): void {
    if (waiting) return;
    const refused = attempt();
    if (refused === undefined) return;
    console.error(`The region's state cannot be kept, and is tried again each second: ${refused}`);
    waiting = true;
    again();
  }

  function again(): void {
    clock.wakeAt(clock.now() + PAUSE, () => {
      if (attempt() !== undefined) {
        again();
        return;
      }
      waiting = false;
      console.error("The region's state is kept again.");
    });
  }

  function attempt(): string | undefined {
    try {
      save();
      return undefined;
    } catch (cause) {
      return String(cause);
    }
  }

  return { now: save, soon };
}
