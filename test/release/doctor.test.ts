import t from 'tap';
import { readConfig } from '../../config/read.ts';
import { examine, type Examined } from '../../release/doctor.ts';
import { rowsOf } from '../../release/prove/table.ts';
import { realWorld } from '../../world/real.ts';
import { testServer } from '../postgres.ts';
import { place } from '../roll/region-place.ts';

const server = await testServer(t);

t.test('everything that is wrong is said at once, and what is well too', async (t) => {
  const { region, endpoint, made, world } = await place(t);
  process.env['BAKEROLL_LEDGER'] = await server.database();
  const found = await examine({
    ...{ world, name: 'dev', signal: new AbortController().signal },
    config: configOf(region, endpoint, [made.group, 'nobody']),
  });
  // Whether this machine can bake is another matter.
  const fine = ofKind(found, 'fine').filter((text) => !text.startsWith('tools'));
  t.match(fine.slice(0, 2), [/^credentials: account 0+ in/, /^ledger: /]);
  t.match(ofKind(found, 'problem'), [/^group kind: nobody: there is no Auto Scaling group/]);
  t.ok(
    found.some(({ text }) => text.startsWith(`${made.group}: `)),
    'the group that is there is looked at',
  );
});

t.test('without the region the rest is not asked, and the cure is named', async (t) => {
  const found = await examine({
    ...{ world: realWorld(() => undefined), name: 'dev', signal: new AbortController().signal },
    config: configOf('eu-local-9', 'http://127.0.0.1:9', ['web']),
  });
  t.match(ofKind(found, 'problem'), [/^credentials: /]);
  t.match(found.at(-1)?.next, /bakeroll region up/);
});

t.test('what was not seen is said as such', (t) => {
  const rows = rowsOf(new Map([['standby-in-max', 'counted']]), { where: 'AWS, eu-west-1', at: 0 });
  t.match(rows[0], 'AWS, eu-west-1, 1970-01-01');
  t.ok(rows.some((row) => /`standby-in-max` .* \| counted \| free \|$/.test(row)));
  t.ok(rows.some((row) => /`replacement-by-id` .* \| not seen \| when-gone \|$/.test(row)));
  t.end();
});

/** `about: text`, in order. */
function ofKind(found: readonly Examined[], kind: Examined['kind']): string[] {
  return found.filter((one) => one.kind === kind).map(({ about, text }) => `${about}: ${text}`);
}

function configOf(region: string, endpoint: string, groups: readonly string[]) {
  const read = readConfig(`app: hello
environments:
  dev: { region: ${region}, endpoint: '${endpoint}', groups: [${groups.map((name) => `{ name: ${name} }`).join()}] }
`);
  if (!read.ok) throw new Error('the config is not well');
  return read.config;
}
