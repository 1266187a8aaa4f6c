import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import { type Home, homeOf } from './place.ts';
import { readRecord, servingNow } from './record.ts';
import { Refusal, refusalIn } from './refusal.ts';
import { checkComputer } from './requirements.ts';
import type { ServeOptions } from './serve.ts';
import { type RegionReport, statusOf } from './status.ts';

/**
 * Has a region be served, by a process of its own that outlives this one; where it is served already, says so. Resolves when
 * it answers: soon, but for the first region of a computer, whose base image takes 20 s or more.
 *
 * @param program the file that takes `serve` as its word
 * @throws Refusal where this computer cannot have it now
 */
export async function up(options: ServeOptions, program: string): Promise<RegionReport> {
  checkComputer();
  const home = homeOf(options.name);
  if (servingNow(home) === undefined) await launch(home, options, program);
  while (servingNow(home)?.ready === false) await delay(20);
  return statusOf(options.name);
}

async function launch(home: Home, { name, port, database }: ServeOptions, program: string): Promise<void> {
  mkdirSync(home.folder, { recursive: true, mode: 0o700 });
  const log = openSync(home.log, 'w', 0o600);
  const words = [
    program,
    'serve',
    name,
    ...(port === undefined ? [] : [`--port=${port}`]),
    ...(database === true ? ['--database'] : []),
  ];
  const child = spawn(process.execPath, words, {
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: process.env['PATH'] },
  });
  closeSync(log);
  const exit = once(child, 'exit');
  while (servingNow(home)?.ready !== true) {
    const ended = await Promise.race([exit, delay(20)]);
    if (ended !== undefined) throw notServed(home);
  }
  child.unref();
}

/** What the process said last: its refusal when it made one, else where to read the rest. */
function notServed(home: Home): Refusal {
  const lines = readFileSync(home.log, 'utf8').trimEnd().split('\n');
  if (readRecord(home) === undefined) rmSync(home.folder, { recursive: true });
  const refused = lines.map(refusalIn).find((refusal) => refusal !== undefined);
  if (refused !== undefined) return refused;
  const last = lines.findLast((line) => line.includes('Error')) ?? lines.at(-1) ?? '';
  return new Refusal(
    'region-unreachable',
    `The region ${home.name} does not start: ${last}`,
    `Read ${home.log}`,
  );
}
