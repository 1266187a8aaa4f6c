import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

import { isRunning, type Process } from '../process.ts';
import type { Home } from './place.ts';

/** Who serves a region. */
export interface RegionRecord {
  readonly process: Process;
  /** The API's port on 127.0.0.1, kept over restarts. */
  readonly port: number;
  /** Whether it has begun to serve. */
  readonly ready: boolean;
  /** Milliseconds since the epoch. */
  readonly started: number;
}

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The record of whoever serves the region, or served it last. */
export function readRecord({ record }: Home): RegionRecord | undefined {
  return readJson(record) as RegionRecord | undefined;
}

export function writeRecord({ record }: Home, value: RegionRecord): void {
  writeJson(record, value);
}

/** The record of the process that serves the region now. */
export function servingNow(home: Home): RegionRecord | undefined {
  const record = readRecord(home);
  return record !== undefined && isRunning(record.process) ? record : undefined;
}

/**
 * An account's access key, made at random the first time.
 *
 * @param file where it is kept: a Home's `key` or `otherKey`
 */
export function accessKeyIn(file: string): AccessKey {
  const known = readJson(file) as AccessKey | undefined;
  if (known !== undefined) return known;
  const made = {
    accessKeyId: `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
  };
  writeJson(file, made);
  return made;
}

function readJson(path: string): unknown {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** Renamed into place, so that nobody reads half of it. */
function writeJson(path: string, value: object): void {
  writeFileSync(`${path}.new`, JSON.stringify(value), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
