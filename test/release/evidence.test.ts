import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { evidenceKept, evidenceOf } from '../../release/evidence.ts';
import type { Session } from '../../release/session.ts';
import { realWorld } from '../../world/real.ts';

t.test(
  'evidence is kept by day and roll, for its owner alone, and forgotten after thirty days',
  async (t) => {
    const state = t.testdir({});
    const home = process.env['XDG_STATE_HOME'];
    process.env['XDG_STATE_HOME'] = state;
    t.teardown(() => {
      process.env['XDG_STATE_HOME'] = home;
    });
    const all = join(state, 'bakeroll', 'evidence');
    for (const day of ['2026-10-01', '2026-11-20']) mkdirSync(join(all, day), { recursive: true });
    const notes: string[] = [];
    const real = realWorld(({ text }) => notes.push(text));
    const now = Date.UTC(2026, 10, 21, 8);
    const world = {
      ...real,
      clock: { ...real.clock, now: () => now },
      variable: (name: string) => (name === 'LEDGER' ? 'postgres://hello:geheim@10.0.0.1/ledger' : undefined),
    };
    const config = { app: 'hello', ledger: { from: 'env', name: 'LEDGER' }, database: undefined };
    const session = { world, config, name: 'dev', clients: {} } as unknown as Session;
    const { keep, secrets } = await evidenceOf(session, 'r-1');
    await keep('i-1', 'first');
    await keep('i-1', 'and last');
    await keep('i-2', 'it too');
    const folder = join(all, '2026-11-21', 'hello.dev.r-1');
    t.equal(readFileSync(join(folder, 'i-1.txt'), 'utf8'), 'and last');
    t.equal(statSync(join(folder, 'i-2.txt')).mode & 0o777, 0o600);
    t.equal(statSync(folder).mode & 0o777, 0o700);
    t.strictSame(readdirSync(all), ['2026-11-20', '2026-11-21']);
    t.strictSame(notes, [`what is known of bad instances is kept in ${folder}`], 'said once');
    const found = await evidenceKept(session);
    t.strictSame([...found], [['r-1', [join(folder, 'i-1.txt'), join(folder, 'i-2.txt')]]]);
    t.equal((await evidenceKept({ ...session, name: 'production' })).size, 0, 'of that environment alone');
    t.ok(secrets.includes('geheim'), 'the password of the ledger is known, so that it is hidden');
  },
);
