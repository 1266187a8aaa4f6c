import t from 'tap';

import { chosenFolders, foldersOf } from './folders.ts';

const FILES = [
  'test/region/b.test.ts',
  'test/hygiene.test.ts',
  'test/region/model/a.test.ts',
  'test/region/life/life.test.ts',
  'test/config/read.test.ts',
];

t.test(
  'tests are run by the first folder below test/, the light ones first, and those of the machine one by one',
  (t) => {
    t.strictSame(
      foldersOf(FILES).map(({ name, files, jobs }) => ({ name, files, jobs })),
      [
        { name: '.', files: ['test/hygiene.test.ts'], jobs: 2 },
        { name: 'config', files: ['test/config/read.test.ts'], jobs: 2 },
        { name: 'region', files: ['test/region/b.test.ts', 'test/region/model/a.test.ts'], jobs: 2 },
        { name: 'region/machine', files: ['test/region/life/life.test.ts'], jobs: 1 },
      ],
    );
    t.end();
  },
);

t.test('folders are asked for by name or by path; one without tests is refused', (t) => {
  const folders = foldersOf(FILES);
  const chosen = (...asked: string[]) => chosenFolders(folders, asked).map(({ name }) => name);
  t.strictSame(chosen(), ['.', 'config', 'region', 'region/machine']);
  t.strictSame(chosen('region', 'test/config/'), ['region', 'region/machine', 'config']);
  t.strictSame(chosen('test'), ['.']);
  t.throws(() => chosen('regoin'), /no tests in regoin; there are: \. config region region\/machine/);
  t.end();
});
