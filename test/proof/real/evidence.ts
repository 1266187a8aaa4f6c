import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { readEventLog } from '../../../demo/event-log.ts';
import type { TimedEvent } from '../../../region/event.ts';
import type { Watched } from './watch.ts';

const FOLDER = join(import.meta.dirname, '..', '..', '..', '.bakeroll', 'proof');

/** What a driver said, each line with when: `12:03:04.567 roll     begins: …`. */
export interface Narration {
  readonly lines: readonly string[];
  readonly hear: (line: string) => void;
}

export function narration(): Narration {
  const lines: string[] = [];
  return { lines, hear: (line) => void lines.push(`${new Date().toISOString().slice(11, 23)} ${line}`) };
}

/**
 * Keeps what tells an engine's fault from a busy machine's: the region's events while a point was watched, and what its drivers
 * said. The last time of each point alone is kept.
 */
export function keepEvidence(
  point: string,
  region: string,
  { from, to }: Pick<Watched, 'from' | 'to'>,
  drivers: Readonly<Record<string, Pick<Narration, 'lines'>>>,
): void {
  const folder = join(FOLDER, point);
  mkdirSync(folder, { recursive: true });
  const events = readEventLog(region)
    .split('\n')
    .filter((line) => line !== '' && isWithin(line, from, to));
  writeFileSync(join(folder, 'events.ndjson'), events.map((line) => `${line}\n`).join(''));
  for (const [name, { lines }] of Object.entries(drivers))
    writeFileSync(join(folder, `${name}.txt`), lines.map((line) => `${line}\n`).join(''));
}

function isWithin(line: string, from: number, to: number): boolean {
  const { at } = JSON.parse(line) as TimedEvent;
  return at >= from && at <= to;
}
