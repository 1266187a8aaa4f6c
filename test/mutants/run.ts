import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { reasonFor } from './equivalent.ts';
import { type Mutant, mutantsOf } from './mutant.ts';
import { mutantsPage } from './page.ts';
import { STAGES, type Stage } from './suite.ts';
import { killerOf } from './verdict.ts';

/** What is mutated: what decides, what forbids, and what acts. */
const SOURCES = [
  'roll/decide.ts',
  'roll/after.ts',
  'roll/bounds.ts',
  'roll/act.ts',
  'roll/view.ts',
  'roll/numbers.ts',
  'roll/rules/*.ts',
];

const ROOT = join(import.meta.dirname, '..', '..');
const KEPT = join(ROOT, '.bakeroll', 'mutants.ndjson');
const PAGE = join(ROOT, 'docs', 'mutants.md');

/** What became of a mutant: the test that it turned red, or the reason why none can. */
export interface Verdict {
  readonly mutant: Mutant;
  readonly killer: string | undefined;
  readonly reason: string | undefined;
}

/**
 * `npm run mutants [-- --files PATTERN] [--jobs N] [--stages N] [--again]`: changes one place after the other and runs the engine's tests,
 * or the first N stages of them. What was killed is kept, and is not tried again while what is declared there is the same; ends with 1 where one lives.
 */
async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      files: { type: 'string', multiple: true, default: SOURCES },
      jobs: { type: 'string', default: '2' },
      stages: { type: 'string', default: String(STAGES.length) },
      again: { type: 'boolean', default: false },
    },
  });
  if (values.again) rmSync(KEPT, { force: true });
  const kept = keptVerdicts();
  const mutants = values.files
    .flatMap((pattern) => globSync(pattern, { cwd: ROOT }).toSorted())
    .flatMap((file) => mutantsOf(file, sourceOf(file)));
  const stages = STAGES.slice(0, Number(values.stages));
  const unchanged = await killerOf(undefined, stages);
  if (unchanged !== undefined) {
    process.stderr.write(`The program itself turns a test red: ${unchanged}\n`);
    return 1;
  }
  const verdicts: Verdict[] = [];
  const waiting = [...mutants.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [i, mutant] = next;
      const verdict = await judged(mutant, kept, stages);
      verdicts[i] = verdict;
      process.stdout.write(`${i + 1}/${mutants.length} ${lineOf(verdict)}\n`);
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, work));
  const alive = verdicts.filter(({ killer, reason }) => killer === undefined && reason === undefined);
  for (const verdict of alive) process.stdout.write(`lives: ${lineOf(verdict)}\n`);
  process.stdout.write(
    `${mutants.length} mutants, ${mutants.length - alive.length} killed or explained, ${alive.length} alive\n`,
  );
  if (values.files === SOURCES && values.stages === String(STAGES.length))
    writeFileSync(PAGE, mutantsPage(verdicts, new Date()));
  return alive.length === 0 ? 0 : 1;
}

async function judged(
  mutant: Mutant,
  kept: ReadonlyMap<string, string>,
  stages: readonly Stage[],
): Promise<Verdict> {
  const reason = reasonFor(mutant);
  if (reason !== undefined) return { mutant, killer: undefined, reason };
  const key = keyOf(mutant);
  const before = kept.get(key);
  if (before !== undefined) return { mutant, killer: before, reason };
  const killer = await killerOf(mutant, stages);
  if (killer !== undefined) appendFileSync(KEPT, `${JSON.stringify({ key, killer })}\n`);
  return { mutant, killer, reason };
}

function lineOf({ mutant: { file, line, was, becomes }, killer, reason }: Verdict): string {
  const shown = (text: string) => text.replaceAll(/\s+/g, ' ');
  return `${file}:${line} ${shown(was)} -> ${shown(becomes)}: ${killer ?? reason ?? 'ALIVE'}`;
}

function keptVerdicts(): ReadonlyMap<string, string> {
  if (!existsSync(KEPT)) return new Map();
  const lines = readFileSync(KEPT, 'utf8').split('\n').filter(Boolean);
  return new Map(
    lines
      .map((line) => JSON.parse(line) as { key: string; killer: string })
      .map(({ key, killer }) => [key, killer]),
  );
}

function keyOf({ file, around, offset, was, becomes }: Mutant): string {
  return createHash('sha256')
    .update(JSON.stringify([file, around, offset, was, becomes]))
    .digest('hex');
}

function sourceOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

process.exitCode = await main(process.argv.slice(2));
