import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { keepingIn, type Keeping } from './kept.ts';
import { writeSummary } from './page.ts';
import type { Part, Plan } from './part.ts';
import { Misuse } from './misuse.ts';
import { PARTS, partsNamed } from './parts.ts';
import { play } from './play.ts';

const ROOT = join(import.meta.dirname, '..', '..');

const USAGE = `npm run proof [-- PART... --runs N --seed S --point P --failed --again --minutes M --list --summary]

Runs what is missing of the parts (all of them by default), keeps each point as soon as it is there, and renews docs/proof.md.
Started again, it goes on where it stopped.

  --runs N      how many runs, for parts that have a number of them
  --seed S      what chance is drawn from; a fresh one, printed, where a part begins without
  --point P     this point alone; nothing of it is kept, but with --again
  --failed      what failed is run again, too, and takes the place of what was found before
  --again       begins anew; with --point: that point takes the place of what was found before
  --minutes M   begins no point later than that
  --list        the parts and their points
  --summary     renews docs/proof.md, and runs nothing
`;

/** How it ends: all as promised, something not, not understood, and not at its end yet. */
const EXIT = { done: 0, failed: 1, usage: 2, unfinished: 12 } as const;

interface Asked {
  readonly parts: readonly Part[];
  readonly runs: number | undefined;
  readonly seed: number | undefined;
  readonly point: string | undefined;
  readonly again: boolean;
  readonly failed: boolean;
  readonly minutes: number;
}

/** `npm run proof`: what is too long for `npm test`, resumable, with one summary at its end. */
async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...{ runs: { type: 'string' }, seed: { type: 'string' }, point: { type: 'string' } },
      ...{ minutes: { type: 'string', default: 'Infinity' }, again: { type: 'boolean', default: false } },
      failed: { type: 'boolean', default: false },
      ...{ list: { type: 'boolean', default: false }, summary: { type: 'boolean', default: false } },
    },
  });
  const parts = partsNamed(positionals);
  if (values.list) return list(parts);
  const keeping = keepingIn(join(ROOT, '.bakeroll', 'proof.ndjson'));
  const asked: Asked = {
    parts,
    runs: values.runs === undefined ? undefined : readNumber('--runs', values.runs),
    seed: values.seed === undefined ? undefined : readNumber('--seed', values.seed),
    point: values.point,
    again: values.again,
    failed: values.failed,
    minutes: values.minutes === 'Infinity' ? Infinity : readNumber('--minutes', values.minutes),
  };
  refuseStrangers(asked);
  if (!values.summary) await playAll(asked, keeping);
  writeSummary(PARTS, keeping);
  return asked.point === undefined ? verdictOn(asked, keeping) : EXIT.done;
}

function refuseStrangers({ parts, runs, point, seed }: Asked): void {
  const fixed = parts.filter((part) => part.runs === undefined).map(({ name }) => name);
  if (runs !== undefined && fixed.length > 0)
    throw new Misuse(`--runs: the points of ${fixed.join(' and ')} are not to be chosen`);
  if (point !== undefined && (parts.length !== 1 || seed === undefined))
    throw new Misuse('--point is of one part, with the seed that it had: name both');
}

async function playAll(asked: Asked, keeping: Keeping): Promise<void> {
  const until = performance.now() + asked.minutes * 60_000;
  const leave = leaving();
  const isOver = () => leave() || performance.now() > until;
  for (const part of asked.parts) {
    if (isOver()) return;
    await playOne(part, asked, keeping, isOver);
  }
}

async function playOne(part: Part, asked: Asked, keeping: Keeping, isOver: () => boolean): Promise<void> {
  const order = { commit: commitNow(), say, isOver, only: asked.point, failed: asked.failed };
  const plan = planOf(part, asked, keeping);
  say(`● ${part.name}: ${part.what} Seed ${plan.seed}.`);
  if (asked.point !== undefined && !asked.again) {
    await play(part, plan, { ...order, keeping: forgetful() });
    return;
  }
  keeping.plan(part.name, plan, asked.again && asked.point === undefined);
  await play(part, plan, { ...order, keeping });
}

/** @throws Error where another seed is asked for than it was begun with */
function planOf(part: Part, { seed, runs, again, point }: Asked, keeping: Keeping): Plan {
  const kept = keeping.of(part.name)?.plan;
  const goesOn = kept !== undefined && !(again && point === undefined) && point === undefined;
  if (goesOn && seed !== undefined && seed !== kept.seed)
    throw new Misuse(`${part.name} was begun with seed ${kept.seed}: leave --seed out, or begin --again`);
  return {
    seed: seed ?? (goesOn ? kept.seed : Math.floor(Math.random() * 1e9)),
    runs: runs ?? kept?.runs ?? part.runs ?? 0,
  };
}

/** What keeps nothing: a point that is run alone, to be looked at. */
function forgetful(): Keeping {
  return { of: () => undefined, plan: () => undefined, keep: () => undefined };
}

function verdictOn({ parts }: Asked, keeping: Keeping): number {
  const all = parts.map((part) => {
    const kept = keeping.of(part.name);
    const points = kept === undefined ? [] : part.points(kept.plan);
    const done = points.flatMap((point) => kept?.points.get(point) ?? []);
    const failed = done.filter(({ failures }) => failures.length > 0).length;
    return { failed, missing: kept === undefined ? 1 : points.length - done.length };
  });
  if (all.some(({ failed }) => failed > 0)) return EXIT.failed;
  return all.some(({ missing }) => missing > 0) ? EXIT.unfinished : EXIT.done;
}

function list(parts: readonly Part[]): number {
  for (const part of parts) {
    const points = part.points({ seed: 0, runs: part.runs ?? 0 });
    const shown =
      points.length > 40 ? `${points.slice(0, 3).join(' ')} … ${points.at(-1) ?? ''}` : points.join(' ');
    say(`${part.name}: ${part.what}\n    ${points.length} points: ${shown}`);
  }
  return EXIT.done;
}

/** The first signal lets the point that is run come to its end; a second one ends the process. */
function leaving(): () => boolean {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      asked = true;
      say('this point comes to its end, and no other begins; again: leaves at once');
    });
  }
  return () => asked;
}

/** With a `+` where files are changed that are not of the summary. */
function commitNow(): string {
  const git = (...words: string[]) => execFileSync('git', words, { cwd: ROOT, encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--', '.', ':!docs/proof.md', ':!README.md');
  return git('rev-parse', '--short', 'HEAD') + (changed === '' ? '' : '+');
}

function readNumber(flag: string, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new Misuse(`${flag}: expected a whole number, got ${text}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Misuse)) throw error;
  process.stderr.write(`${error.message}\n\n${USAGE}`);
  process.exitCode = EXIT.usage;
}
