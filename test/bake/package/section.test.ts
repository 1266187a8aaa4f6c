import t from 'tap';
import { checkSection, problemsOf, type PackageSection } from '../../../bake/package/section.ts';

const GOOD: PackageSection = {
  build: 'make build',
  files: { 'dist/': '/usr/lib/hello/' },
  unit: 'deploy/hello.service',
  user: 'hello',
  depends: ['nodejs (>= 18)', 'adduser | passwd', 'python3:any'],
  architecture: 'all',
  maintainer: 'Ann Other <ann@example.org>',
  description: 'a greeter',
  homepage: 'https://example.org/hello',
};

t.test('a section that dpkg takes has no problems', (t) => {
  t.same(problemsOf(GOOD), []);
  t.same(problemsOf({ files: {}, depends: [], architecture: 'all', unit: 'hello.service' }), []);
  t.end();
});

t.test('every bad value is named by its key', (t) => {
  const bad: readonly (readonly [string, Partial<PackageSection>])[] = [
    ['package.files', { files: {}, unit: undefined }],
    ['package.files.../secret', { files: { '../secret': '/etc/secret' } }],
    ['package.files./etc/passwd', { files: { '/etc/passwd': '/etc/secret' } }],
    ['package.files.dist/', { files: { 'dist/': 'usr/lib/hello/' } }],
    ['package.files.dist/', { files: { 'dist/': '/usr/../../etc/' } }],
    ['package.depends[1]', { depends: ['nodejs', 'NodeJS >= 18'] }],
    ['package.depends[0]', { depends: ['nodejs, make'] }],
    ['package.build', { build: 'make && make install' }],
    ['package.build', { build: ' ' }],
    ['package.unit', { unit: '/lib/systemd/system/ssh.service' }],
    ['package.unit', { unit: 'hello.timer' }],
    ['package.user', { user: 'Hello World' }],
    ['package.maintainer', { maintainer: 'Ann' }],
    ['package.homepage', { homepage: 'example.org' }],
    ['package.description', { description: '\nsecond line' }],
  ];
  for (const [key, change] of bad) {
    const problems = problemsOf({ ...GOOD, ...change });
    t.equal(problems.length, 1, `${JSON.stringify(change)} is one problem`);
    t.ok(problems[0]?.startsWith(`${key}: `), `said of ${key}: ${problems[0] ?? ''}`);
  }
  t.end();
});

t.test('all problems are told at once', (t) => {
  const check = () => {
    checkSection({ ...GOOD, user: '0', homepage: 'no' });
  };
  t.throws(check, { code: 'package-field', what: /package\.user.*package\.homepage/s });
  t.end();
});
