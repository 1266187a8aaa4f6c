import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import type { Files } from '../world/files.ts';

/** `expand` suits the code that runs and the code to come, and is applied before a roll; `contract` never by a roll. */
export type Phase = 'expand' | 'contract';

/** One file of a release, whole: what is applied is what the release carries, never the working tree. */
export interface Migration {
  readonly phase: Phase;
  /** The file's name without `.sql`, such as `0002_add_colour`. */
  readonly name: string;
  readonly sha256: string;
  readonly text: string;
}

const PHASES: readonly Phase[] = ['expand', 'contract'];
const NAME = /^(\d{4,14})_[a-z0-9_]+\.sql$/;

/**
 * The migrations in `folder` (`expand/NNNN_name.sql`, `contract/NNNN_name.sql`), in the order they are applied;
 * none where there is no such folder. Names that begin with a dot are passed over.
 * Throws Failure `migrations-misplaced` naming every file that is not where or what it should be.
 */
export async function readMigrations(files: Files, folder: string): Promise<Migration[]> {
  const problems = await misplaced(files, folder);
  const migrations: Migration[] = [];
  for (const phase of PHASES) {
    const names = await visible(files, join(folder, phase));
    problems.push(
      ...names.flatMap((name) => misnamed(`${phase}/${name}`, name)),
      ...sameNumber(phase, names),
    );
    for (const name of names) migrations.push(await readOne(files, folder, phase, name));
  }
  if (problems.length > 0) throw refusal(folder, problems);
  return migrations.toSorted((a, b) => numberOf(a.name) - numberOf(b.name));
}

/** A migration of these bytes. */
export function migration(phase: Phase, name: string, text: string): Migration {
  return { phase, name, text, sha256: createHash('sha256').update(text).digest('hex') };
}

async function readOne(files: Files, folder: string, phase: Phase, file: string): Promise<Migration> {
  const text = (await files.read(join(folder, phase, file))) ?? '';
  return migration(phase, file.replace(/\.sql$/, ''), text);
}

async function misplaced(files: Files, folder: string): Promise<string[]> {
  const names = await visible(files, folder);
  return names
    .filter((name) => !PHASES.some((phase) => phase === name))
    .map((name) => `${name} belongs into expand/ or contract/`);
}

async function visible(files: Files, folder: string): Promise<string[]> {
  return (await files.list(folder)).filter((name) => !name.startsWith('.'));
}

function misnamed(place: string, name: string): string[] {
  return NAME.test(name) ? [] : [`${place} is not named like 0001_add_colour.sql`];
}

function sameNumber(phase: Phase, names: readonly string[]): string[] {
  const byNumber = Map.groupBy(names, (name) => numberOf(name));
  return [...byNumber.values()]
    .filter((group) => group.length > 1)
    .map((group) => `${phase}/ holds one number twice: ${group.join(', ')}`);
}

function numberOf(name: string): number {
  return Number(/^\d+/.exec(name)?.[0]);
}

function refusal(folder: string, problems: readonly string[]): Failure {
  return new Failure({
    code: 'migrations-misplaced',
    what: `${folder} holds what is no migration: ${problems.join('; ')}`,
    state: UNTOUCHED,
    next: 'Rename or move what is named, then run the command again.',
  });
}
