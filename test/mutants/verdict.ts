import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

import type { Mutant } from './mutant.ts';
import type { Stage } from './suite.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const HOOK = join(import.meta.dirname, 'hook.ts');
const TOGETHER = join(import.meta.dirname, 'together.ts');

/** A stage that takes so long with a mutant does not end: seconds. */
const PATIENCE = 300;

/**
 * The first test that the mutant turns red, by its sentence; undefined where it lives.
 *
 * @param mutant undefined for the program as it is
 */
export async function killerOf(
  mutant: Mutant | undefined,
  stages: readonly Stage[],
): Promise<string | undefined> {
  for (const stage of stages) {
    const red = await redBy(mutant, stage);
    if (red !== undefined) return red;
  }
  return undefined;
}

async function redBy(mutant: Mutant | undefined, stage: Stage): Promise<string | undefined> {
  const child = spawn(process.execPath, ['--import', HOOK, TOGETHER, stage], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      ...process.env,
      ...(mutant && { BAKEROLL_MUTANT: JSON.stringify(placeOf(mutant)) }),
      ...{ BAKEROLL_MOST: '2', TAP_BAIL: '1', TAP_TIMEOUT: String(PATIENCE) },
    },
  });
  const done = new AbortController();
  const late = pause(PATIENCE * 1000, undefined, { signal: done.signal }).then(
    () => child.kill('SIGKILL'),
    () => false,
  );
  const said = text(child.stdout);
  const [code] = (await once(child, 'exit')) as [number | null];
  done.abort();
  if (await late) return `${stage}: no end`;
  return code === 0 ? undefined : (sentenceOf(await said) ?? `${stage}: not even begun`);
}

function placeOf({ file, start, end, becomes }: Mutant): object {
  return { path: join(ROOT, file), start, end, becomes };
}

/** The sentence of the first test that fails in a TAP stream; undefined where none does. */
export function sentenceOf(tap: string): string | undefined {
  const inside = /^# Subtest: (.*)$/gm;
  const failed = /^\s*not ok |^\s*Bail out!/m.exec(tap);
  if (failed === null) return undefined;
  return [...tap.slice(0, failed.index).matchAll(inside)].at(-1)?.[1];
}
