import { appendFileSync, existsSync, statSync, truncateSync } from 'node:fs';

import type { Clock } from './clock.ts';
import type { RegionEvent, TimedEvent } from './event.ts';

export interface EventLog {
  record(event: RegionEvent): void;
  /**
   * Does what a request asks for, and records the request before all that was recorded meanwhile.
   *
   * @param work does it all at once, and gives the request's own event: undefined where it is recorded later
   */
  inOrder<Done extends { readonly request: RegionEvent | undefined }>(work: () => Done): Done;
}

/**
 * A log that is kept in the file `path`, appended to, one JSON object a line, each with `at` (ms since the epoch): a line at a
 * time, so that a kill loses nothing that was told before it. On a full disk events are lost, and the region goes on.
 */
export function fileEvents(path: string, clock: Clock): EventLog {
  let size = existsSync(path) ? statSync(path).size : 0;
  return logThat((event) => {
    const line = Buffer.from(`${JSON.stringify({ at: clock.now(), ...event })}\n`);
    try {
      appendFileSync(path, line);
      size += line.length;
    } catch (cause) {
      console.error(`an event is lost: ${String(cause)}`);
      cutBack(path, size);
    }
  });
}

/** A full disk may have taken half of a line. */
function cutBack(path: string, size: number): void {
  try {
    truncateSync(path, size);
  } catch (cause) {
    console.error(`the event log ends with half a line: ${String(cause)}`);
  }
}

/** A log that is kept in memory, for the simulated region and for tests. */
export function memoryEvents(clock: Clock): EventLog & { readonly events: readonly TimedEvent[] } {
  const events: TimedEvent[] = [];
  const log = logThat((event) => {
    events.push({ at: clock.now(), ...event });
  });
  return { events, ...log };
}

function logThat(write: (event: RegionEvent) => void): EventLog {
  let held: RegionEvent[] | undefined;
  return {
    record: (event) => {
      if (held === undefined) write(event);
      else held.push(event);
    },
    inOrder: (work) => {
      const told: RegionEvent[] = (held = []);
      let request: RegionEvent | undefined;
      try {
        const done = work();
        request = done.request;
        return done;
      } finally {
        held = undefined;
        if (request !== undefined) write(request);
        for (const event of told) write(event);
      }
    },
  };
}
