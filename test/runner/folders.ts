import { globSync } from 'node:fs';

/** Tests that are run together: a folder of `test/`, named as the folder of the product that it mirrors. */
export interface Folder {
  /** `config`, …; `.` for the files in `test/` itself. */
  readonly name: string;
  readonly files: readonly string[];
  /** Whether its tests need the machine for themselves. */
  readonly heavy: boolean;
  /** Seconds for all of it. */
  readonly timeout: number;
}

/** Folders whose tests need the machine for themselves: containers, Packer, PostgreSQL servers, npm. */
const HEAVY: Readonly<Record<string, number>> = {
  '.': 60,
  'region/machine': 420,
  bake: 300,
  migrate: 180,
  examples: 240,
  demo: 180,
  packed: 240,
  bench: 120,
  system: 600,
};

/** What takes long without needing the machine for itself: the region's model, asked by the SDK and by the AWS CLI; whole simulated worlds. */
const LONG: Readonly<Record<string, number>> = { region: 800, roll: 600, simulation: 600 };

/** The region's tests that start containers, haproxy, networks or whole regions; its others ask its model. */
const ON_THE_MACHINE =
  /^test\/region\/((balancer|life|machines|network)\/|(database|accounts\/real|simulated\/same)\.test\.ts$)/;

/** The folders by which tests are run: light ones first, so that a mistake is told early. */
export function foldersOf(files: readonly string[]): readonly Folder[] {
  const byName = Map.groupBy(files, (file) => {
    if (ON_THE_MACHINE.test(file)) return 'region/machine';
    const [, name = '.', ...rest] = file.split('/');
    return rest.length === 0 ? '.' : name;
  });
  return [...byName]
    .map(([name, of]) => ({
      name,
      files: of.toSorted(),
      heavy: name in HEAVY,
      timeout: HEAVY[name] ?? LONG[name] ?? 240,
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
  return asked.flatMap((ask) => {
    const name = ask.replace(/^(\.\/)?test\/?/, '').replace(/\/$/, '') || '.';
    const chosen = folders.filter((one) => one.name === name || one.name.startsWith(`${name}/`));
    if (chosen.length === 0)
      throw new Error(`no tests in ${ask}; there are: ${folders.map((one) => one.name).join(' ')}`);
    return chosen;
  });
}
