import { execFile } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import t from 'tap';

import { emptyState } from '../../region/life/model.ts';
import { openStore } from '../../region/store.ts';

t.test('PROTO-16 the state comes back as it was kept, whole, for its owner alone', (t) => {
  const path = join(t.testdir(), 'state.json');
  const store = openStore(path);
  t.equal(store.load(), undefined);
  const state = emptyState();
  state.ec2.nextAddress['subnet'] = 7;
  store.save(state);
  t.same(openStore(path).load(), state);
  t.equal(statSync(path).mode & 0o777, 0o600);
  t.notOk(existsSync(`${path}.new`));
  t.end();
});

t.test('a state that has not changed is not written again', (t) => {
  const path = join(t.testdir(), 'state.json');
  const store = openStore(path);
  store.save(emptyState());
  const written = statSync(path).ino;
  store.save(emptyState());
  t.equal(statSync(path).ino, written);
  t.end();
});

t.test(
  'PROTO-17 SIGKILL in the middle of keeping leaves the state of before or after, never half of one',
  async (t) => {
    const folder = t.testdir();
    const path = join(folder, 'state.json');
    const script = join(folder, 'writer.ts');
    const store = new URL('../../region/store.ts', import.meta.url);
    writeFileSync(
      script,
      `import { openStore } from ${JSON.stringify(store.href)};
     const store = openStore(process.argv[2]);
     for (let n = 0; ; n += 1) {
       store.save({ n, filler: 'x'.repeat(200_000) });
       if (n === 20) process.stdout.write('busy');
     }`,
    );
    const child = execFile(process.execPath, [script, path]);
    const over = new Promise((resolve) => child.once('exit', resolve));
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    child.kill('SIGKILL');
    await over;
    const kept = JSON.parse(readFileSync(path, 'utf8')) as { n: number; filler: string };
    t.ok(kept.n >= 20);
    t.equal(kept.filler.length, 200_000);
    t.same(openStore(path).load(), kept);
  },
);
