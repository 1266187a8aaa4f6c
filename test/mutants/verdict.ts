import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import type { Mutant } from './mutant.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const HOOK = join(import.meta.dirname, 'hook.ts');

/** A test that takes so long with a mutant does not end: milliseconds. */
const PATIENCE = 180_000;

/** The tests in the order in which they are tried: what takes seconds first. */
export const SUITE: readonly string[] = [
  'test/roll/bounds.test.ts',
  'test/roll/numbers.test.ts',
  'test/roll/memory.test.ts',
  'test/roll/tags.test.ts',
  'test/roll/roll.test.ts',
  'test/roll/hostile.test.ts',
  'test/roll/exhaustive.test.ts',
  'test/roll/crash.test.ts',
];

/** The first test that the mutant turns red; undefined where it lives. */
export async function killerOf(mutant: Mutant, suite: readonly string[]): Promise<string | undefined> {
  for (const test of suite) if (!(await passes(test, mutant))) return test;
  return undefined;
}

async function passes(test: string, { file, start, end, becomes }: Mutant): Promise<boolean> {
  const child = spawn(process.execPath, ['--import', HOOK, test], {
    cwd: ROOT,
    stdio: 'ignore',
    env: {
      ...process.env,
      TAP_BAIL: '1',
      BAKEROLL_MUTANT: JSON.stringify({ path: join(ROOT, file), start, end, becomes }),
      BAKEROLL_MOST: '2',
    },
  });
  const done = new AbortController();
  const late = pause(PATIENCE, undefined, { signal: done.signal }).then(
    () => child.kill('SIGKILL'),
    () => false,
  );
  const [code] = (await once(child, 'exit')) as [number | null];
  done.abort();
  await late;
  return code === 0;
}
