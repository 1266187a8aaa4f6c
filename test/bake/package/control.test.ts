import t from 'tap';
import { control, installedSize, type Described } from '../../../bake/package/control.ts';

const COMMIT = {
  hash: '0123456789012345678901234567890123456789',
  seconds: 1_700_000_000,
  author: 'Ann Other <ann@example.org>',
  subject: 'the first',
};
const SECTION = { files: {}, depends: ['nodejs'], architecture: 'all' } as const;
const described = (section: Partial<Described['section']>): Described => ({
  app: 'hello',
  version: '1.2.0',
  commit: COMMIT,
  installedSize: 7,
  section: { ...SECTION, ...section },
});

t.test('every field that a package must have is there, from the commit where the config is silent', (t) => {
  t.equal(
    control(described({})),
    [
      'Package: hello',
      'Version: 1.2.0',
      'Architecture: all',
      'Maintainer: Ann Other <ann@example.org>',
      'Installed-Size: 7',
      'Depends: nodejs',
      'Section: misc',
      'Priority: optional',
      'Bakeroll-Commit: 0123456789012345678901234567890123456789',
      'Description: hello, as its commit has it',
      '',
    ].join('\n'),
  );
  t.end();
});

t.test('what the maintainer scripts call is depended on, once', (t) => {
  const depends = (section: Partial<Described['section']>) =>
    /^Depends: (.*)$/m.exec(control(described(section)))?.[1];
  t.equal(depends({ user: 'hello', unit: 'hello.service' }), 'nodejs, systemd, init-system-helpers');
  t.equal(depends({ user: 'hello', depends: ['systemd'] }), 'systemd');
  t.equal(depends({ depends: [] }), undefined, 'no empty field');
  t.end();
});

t.test('a long description is indented, its empty lines dotted', (t) => {
  const text = control(described({ description: 'a greeter\nIt greets.\n\nIn three languages.\n' }));
  t.match(text, 'Description: a greeter\n It greets.\n .\n In three languages.\n');
  t.end();
});

t.test('the installed size rounds each file up, and counts one for each folder', (t) => {
  const entries = [
    { kind: 'other', size: 4096 },
    { kind: 'file', size: 1 },
    { kind: 'file', size: 1024 },
    { kind: 'file', size: 1025 },
    { kind: 'file', size: 0 },
  ] as const;
  t.equal(installedSize(entries), 1 + 1 + 1 + 2 + 0);
  t.end();
});
