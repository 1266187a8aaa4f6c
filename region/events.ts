import { appendFileSync, existsSync, statSync, truncateSync } from 'node:fs';

import type { Clock } from './clock.ts';

/**
 * What the region did, instant by instant, for judges, benches and people. Appended to `events.ndjson` in the region's folder,
 * one JSON object a line, each with `at` (ms since the epoch).
 */
export type RegionEvent =
  | {
      readonly type: 'request';
      readonly service: string;
      readonly action: string;
      readonly write: boolean;
      readonly outcome: string;
    }
  | {
      readonly type: 'instance';
      readonly instanceId: string;
      readonly imageId: string;
      readonly state: string;
      readonly group?: string;
    }
  | {
      readonly type: 'member';
      readonly group: string;
      readonly instanceId: string;
      readonly imageId: string;
      readonly lifecycle: string;
      /** The tokens of the hooks that hold it from now on, by the names of the hooks: on AWS EventBridge tells them. */
      readonly tokens?: Readonly<Record<string, string>>;
    }
  | {
      readonly type: 'target';
      readonly targetGroup: string;
      readonly instanceId: string;
      readonly state: string;
      readonly reason?: string;
    }
  | {
      readonly type: 'fault';
      readonly fault: string;
      readonly kind: string;
      readonly words: string;
      readonly phase: 'begun' | 'ended';
    }
  | {
      readonly type: 'sizes';
      readonly group: string;
      readonly min: number;
      readonly max: number;
      readonly desired: number;
    };

export interface EventLog {
  record(event: RegionEvent): void;
}

/** A log that is kept in the file `path`, a line at a time, so that a kill loses nothing that was told before it. On a full disk events are lost, and the region goes on. */
export function fileEvents(path: string, clock: Clock): EventLog {
  let size = existsSync(path) ? statSync(path).size : 0;
  return {
    record: (event) => {
      const line = Buffer.from(`${JSON.stringify({ at: clock.now(), ...event })}\n`);
      try {
        appendFileSync(path, line);
        size += line.length;
      } catch (cause) {
        console.error(`an event is lost: ${String(cause)}`);
        cutBack(path, size);
      }
    },
  };
}

/** A full disk may have taken half of a line. */
function cutBack(path: string, size: number): void {
  try {
    truncateSync(path, size);
  } catch (cause) {
    console.error(`the event log ends with half a line: ${String(cause)}`);
  }
}

export type TimedEvent = RegionEvent & { readonly at: number };

/** A log that is kept in memory, for the simulated region and for tests. */
export function memoryEvents(clock: Clock): EventLog & { readonly events: readonly TimedEvent[] } {
  const events: TimedEvent[] = [];
  return {
    events,
    record: (event) => {
      events.push({ at: clock.now(), ...event });
    },
  };
}
