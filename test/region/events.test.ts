import { readFileSync } from 'node:fs';

import t from 'tap';

import type { RegionEvent } from '../../region/event.ts';
import { fileEvents } from '../../region/events.ts';
import { virtualClock } from '../../region/simulated/clock.ts';

t.test(
  'the event log is a file of one JSON object a line, each with its instant, and goes on after a restart',
  async (t) => {
    const path = `${t.testdir()}/events.ndjson`;
    const clock = virtualClock();
    const first: RegionEvent = { type: 'sizes', group: 'web', min: 1, max: 2, desired: 1 };
    const second: RegionEvent = { type: 'instance', instanceId: 'i-1', imageId: 'ami-1', state: 'running' };
    fileEvents(path, clock).record(first);
    await clock.pass(2);
    fileEvents(path, clock).record(second);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    const began = Date.UTC(2026, 10, 21, 8);
    t.same(
      lines.map((line): unknown => JSON.parse(line)),
      [
        { at: began, ...first },
        { at: began + 2000, ...second },
      ],
    );
  },
);
