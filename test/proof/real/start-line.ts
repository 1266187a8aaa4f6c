import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';

import type { Command } from '../../../demo/command.ts';

/** So many are loading at a time: more would take the machine from those that serve. */
const AT_ONCE = 3;

/** One that is not at the line after so long never will be: milliseconds. */
const ENOUGH = 60_000;

const GATE = pathToFileURL(join(import.meta.dirname, 'gate.ts')).href;

/** Processes of `bakeroll` that are loaded, and wait to be let go at the same instant. */
export interface StartLine {
  /** Lets them all go. */
  readonly go: () => void;
  /** Leaves nothing behind. */
  readonly close: () => void;
}

/**
 * Starts so many, a few at a time, and has each wait at the line.
 *
 * @param begin starts one with these variables
 * @throws Error where one does not come to the line
 */
export async function lineUp(
  count: number,
  begin: (index: number, variables: NodeJS.ProcessEnv) => Command,
): Promise<StartLine> {
  const folder = mkdtempSync(join(tmpdir(), 'proof-gate-'));
  const close = () => {
    rmSync(folder, { recursive: true, force: true });
  };
  const go = () => {
    writeFileSync(join(folder, 'open'), '');
  };
  const variables = { PROOF_GATE: folder, NODE_OPTIONS: `--import=${GATE}` };
  for (let index = 0; index < count; index += 1) {
    await there(folder, index - AT_ONCE + 1);
    begin(index, variables);
  }
  await there(folder, count);
  return { go, close };
}

async function there(folder: string, least: number): Promise<void> {
  const deadline = performance.now() + ENOUGH;
  for (;;) {
    const ready = readdirSync(folder).length;
    if (ready >= least) return;
    if (performance.now() > deadline) throw new Error(`${ready} of ${least} came to the start`);
    await pause(50);
  }
}
