import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';

import { drawWorld } from './worlds/draw.ts';
import { play, type Played } from './worlds/play.ts';
import { reportOf } from './worlds/report.ts';
import { shrink } from './worlds/shrink.ts';
import { count, emptyTally, linesOf, type Tally } from './worlds/tally.ts';
import type { World } from './worlds/world.ts';

/** Where it is noted how far a run came, so that it goes on there. */
const KEPT = '.bakeroll/simulate.json';

interface Run {
  readonly seed: string;
  readonly rolls: number;
  readonly tally: Tally;
}

/**
 * `npm run simulate -- [--rolls N] [--seed S]`: plays N simulated worlds, and goes on where a run of the same seed stopped.
 * `--world SEED|JSON` plays one, with its story. Exit 1 where the promise was broken.
 */
async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { rolls: { type: 'string' }, seed: { type: 'string' }, world: { type: 'string' } },
  });
  if (values.world !== undefined) return one(values.world);
  return many(begin(values.seed, values.rolls));
}

async function one(text: string): Promise<number> {
  const world = text.startsWith('{') ? (JSON.parse(text) as World) : drawWorld(text);
  const played = await play(world);
  if (played.troubles.length > 0) {
    say(reportOf(played));
    return 1;
  }
  for (const line of [JSON.stringify(world), ...played.story]) say(line);
  say(`It ended ${played.ends.join(', ')}, and the promise was held.`);
  return 0;
}

function begin(seed: string | undefined, rolls: string | undefined): Run {
  const kept = existsSync(KEPT) ? (JSON.parse(readFileSync(KEPT, 'utf8')) as Run) : undefined;
  const goesOn = kept !== undefined && (seed ?? kept.seed) === kept.seed && isUnfinished(kept, rolls);
  if (goesOn) {
    say(`goes on at world ${kept.tally.worlds} of seed ${kept.seed} (${KEPT})`);
    return { ...kept, rolls: Number(rolls ?? kept.rolls) };
  }
  return {
    seed: seed ?? randomBytes(4).toString('hex'),
    rolls: Number(rolls ?? 1_000),
    tally: emptyTally(),
  };
}

function isUnfinished({ rolls, tally }: Run, asked: string | undefined): boolean {
  return tally.worlds < Number(asked ?? rolls);
}

async function many(run: Run): Promise<number> {
  const { seed, rolls, tally } = run;
  say(`${rolls} worlds of seed ${seed}`);
  const [from, start] = [tally.worlds, performance.now()];
  while (tally.worlds < rolls) {
    const played = await play(drawWorld(`${seed}-${tally.worlds}`));
    count(tally, played);
    if (played.troubles.length > 0) await tell(played, tally.broken.length === 1);
    if (tally.worlds % 100 === 0 || tally.worlds === rolls) keep(run);
    if (tally.worlds % 500 === 0) say(`${tally.worlds} worlds, ${tally.broken.length} broken`);
  }
  for (const line of linesOf(tally)) say(line);
  const minutes = (performance.now() - start) / 60_000;
  say(`${Math.round((tally.worlds - from) / minutes)} worlds a minute`);
  return tally.broken.length === 0 ? 0 : 1;
}

/** The first that breaks the promise is cut down; of the others their seeds are told. */
async function tell(played: Played, isFirst: boolean): Promise<void> {
  if (isFirst) say(reportOf(await shrink(played)));
  else say(`broken: ${played.world.seed}: ${played.troubles.join('; ')}`);
}

function keep(run: Run): void {
  mkdirSync(dirname(KEPT), { recursive: true });
  writeFileSync(KEPT, JSON.stringify(run));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = await main(process.argv.slice(2));
