/** What each folder of code may import beside itself and packages: the table of docs/architecture.md. */
export const IMPORT_TABLE: Readonly<Record<string, readonly string[]>> = {
  bin: ['cli'],
  cli: ['release', 'bake', 'migrate', 'roll', 'ledger', 'config', 'world'],
  release: ['bake', 'migrate', 'roll', 'ledger', 'config', 'world'],
  bake: ['world'],
  migrate: ['world'],
  roll: ['world'],
  ledger: ['world'],
  config: [],
  world: [],
  region: [],
  examples: [],
  demo: ['examples'],
  bench: ['demo', 'examples', 'region'],
  test: [
    'cli',
    'release',
    'bake',
    'migrate',
    'roll',
    'ledger',
    'config',
    'world',
    'region',
    'examples',
    'demo',
    'bench',
  ],
};

/** Folders without code of the program: nothing imports from them. */
export const DATA_FOLDERS: readonly string[] = ['.ci', 'ansible', 'docs', 'migrations', 'packer'];

/** The product's folders that reach the outside through world/ alone. */
export const INNER_FOLDERS: readonly string[] = [
  'cli',
  'release',
  'bake',
  'migrate',
  'roll',
  'ledger',
  'config',
];

/** Packages and built-in modules that are the outside. */
export const OUTSIDE = /^(@aws-sdk\/|@smithy\/|execa$|pg$|(node:)?fs(\/|$)|(node:)?child_process$)/;

/** The one file of the product that starts the region, as a process of its own. */
export const REGION_STARTER = 'cli/region.ts';
