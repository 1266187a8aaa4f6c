import { globSync } from 'node:fs';

/** Tests that are run together: a folder of `test/`, named as the folder of the product that it mirrors. */
export interface Folder {
  /** `config`, …; `.` for the files in `test/` itself. */
  readonly name: string;
  readonly files: readonly string[];
  /** How many files are run side by side. */
  readonly jobs: number;
  /** Seconds for all of it. */
  readonly timeout: number;
}

/** Folders whose tests need the machine for themselves: containers, Packer, PostgreSQL servers, npm. */
const HEAVY: Readonly<Record<string, number>> = {
  region: 540,
  bake: 300,
  migrate: 180,
  examples: 240,
  demo: 180,
  packed: 240,
  bench: 120,
  system: 600,
};

/** The folders by which tests are run: light ones first, so that a mistake is told early. */
export function foldersOf(files: readonly string[]): readonly Folder[] {
  const byName = Map.groupBy(files, (file) => {
    const [, name = '.', ...rest] = file.split('/');
    return rest.length === 0 ? '.' : name;
  });
  return [...byName]
    .map(([name, of]) => ({
      name,
      files: of.toSorted(),
      jobs: name in HEAVY ? 1 : 2,
      timeout: HEAVY[name] ?? 120,
    }))
    .toSorted((a, b) => a.timeout - b.timeout || a.name.localeCompare(b.name));
}

/** Every test file, from the repository's root. */
export function testFiles(): readonly string[] {
  return globSync('test/**/*.test.ts');
}

/**
 * The folders that were asked for; all of them where none was.
 *
 * @param asked names such as `config` or `test/config`
 * @throws Error naming what has no tests
 */
export function chosenFolders(folders: readonly Folder[], asked: readonly string[]): readonly Folder[] {
  if (asked.length === 0) return folders;
  return asked.map((ask) => {
    const name = ask.replace(/^(\.\/)?test\/?/, '').replace(/\/$/, '') || '.';
    const folder = folders.find((one) => one.name === name);
    if (!folder)
      throw new Error(`no tests in ${ask}; there are: ${folders.map((one) => one.name).join(' ')}`);
    return folder;
  });
}
