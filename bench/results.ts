import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

import { Figure } from './figure.ts';

const ROOT = join(import.meta.dirname, '..');
const PATH = join(import.meta.dirname, 'results.json');

/** What one measurement found, when, and on what. */
const Measured = z.object({
  /** ISO 8601. */
  at: z.string(),
  commit: z.string(),
  machine: z.string(),
  figures: z.array(Figure),
});

export type Measured = z.infer<typeof Measured>;

/** `bench/results.json`: the last of each measurement, by its name. */
const Results = z.record(z.string(), Measured);

export type Results = z.infer<typeof Results>;

/** @throws ZodError when the file is not what `keepResult` writes */
export function readResults(): Results {
  return existsSync(PATH) ? Results.parse(JSON.parse(readFileSync(PATH, 'utf8'))) : {};
}

/** Puts the figures in the place of the last ones of that measurement. The others stay. */
export function keepResult(name: string, figures: readonly Figure[]): Results {
  const measured = {
    at: new Date().toISOString(),
    commit: commit(),
    machine: machine(),
    figures: [...figures],
  };
  const results = { ...readResults(), [name]: measured };
  writeFileSync(PATH, JSON.stringify(results, undefined, 2) + '\n');
  return results;
}

function commit(): string {
  return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim();
}

function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${availableParallelism()} cores (${model}), ${Math.round(totalmem() / 2 ** 30)} GB, Node.js ${process.versions.node}`;
}
