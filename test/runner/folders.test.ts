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
  'tests are run by the first folder below test/, and those that need the machine for themselves are told apart',
  (t) => {
    t.strictSame(
      foldersOf(FILES).map(({ name, files, heavy }) => ({ name, files, heavy })),
      [
        { name: '.', files: ['test/hygiene.test.ts'], heavy: true },
        { name: 'config', files: ['test/config/read.test.ts'], heavy: false },
        { name: 'region/machine', files: ['test/region/life/life.test.ts'], heavy: true },
        { name: 'region', files: ['test/region/b.test.ts', 'test/region/model/a.test.ts'], heavy: false },
      ],
    );
    t.end();
  },
);

t.test('folders are asked for by name or by path; one without tests is refused', (t) => {
  const folders = foldersOf(FILES);
  const chosen = (...asked: string[]) => chosenFolders(folders, asked).map(({ name }) => name);
  t.strictSame(chosen(), ['.', 'config', 'region/machine', 'region']);
  t.strictSame(chosen('region', 'test/config/'), ['region/machine', 'region', 'config']);
  t.strictSame(chosen('test'), ['.']);
  t.throws(() => chosen('regoin'), /no tests in regoin; there are: \. config region\/machine region/);
  t.end();
});
