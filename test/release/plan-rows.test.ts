import t from 'tap';
import { readConfig } from '../../config/read.ts';
import { policyRows } from '../../release/plan-rows.ts';
import { differences, digestOf } from '../../release/planned.ts';

function rowsOf(roll: string, group: string, overrides: object): Record<string, string> {
  const text = `app: hello\nroll: ${roll}\nenvironments: { dev: { region: eu-west-1, groups: [{ name: web, roll: ${group} }] } }\n`;
  const read = readConfig(text);
  const environment = read.ok ? read.config.environments['dev'] : undefined;
  if (!read.ok || environment === undefined) throw new Error(JSON.stringify(read));
  const rows = policyRows({ config: read.config, environment, overrides }, 'web');
  return Object.fromEntries(rows.map(({ key, value, from }) => [key, `${value} ${from}`]));
}

t.test('each key is told as the config writes it, with who said it', (t) => {
  const rows = rowsOf(
    '{ soak: 90s, deadline: { total: 2h }, alarms: [errors, slow] }',
    '{ canary: 1, soak: 2m, deadline: { drain: 1500ms } }',
    { samples: 2, surge: { count: 1 }, deadline: { healthy: 600_000 } },
  );
  t.match(rows, {
    soak: '2m group',
    canary: '1 group',
    samples: '2 flag',
    surge: '1 flag',
    alarms: 'errors, slow config',
    min_healthy: '100% default',
    keep_warm: '0s default',
    'deadline.total': '2h config',
    'deadline.drain': '1500ms group',
    'deadline.healthy': '10m flag',
    'deadline.launch': '5m default',
  });
  t.end();
});

t.test('steps are told with what follows them', (t) => {
  const rows = rowsOf('{ steps: [25%, { to: 3, soak: 10m }, { to: 75%, pause: true }] }', '{}', {});
  t.equal(rows['steps'], '25%, 3 soak 10m, 75% pause config');
  t.end();
});

t.test('the order of keys makes no other plan, and what is undefined is not there', (t) => {
  t.equal(digestOf({ a: 1, b: { c: 2, d: 3 } }), digestOf({ b: { d: 3, c: 2, e: undefined }, a: 1 }));
  t.not(digestOf([1, 2]), digestOf([2, 1]));
  t.end();
});

t.test('every difference is named by where it is', (t) => {
  const then = { groups: { web: { max: 4, ids: ['i-1'] } }, image: 'ami-1' };
  t.same(differences(then, structuredClone(then)), []);
  t.same(differences(then, { groups: { web: { max: 5, ids: ['i-1'] } }, image: 'ami-1', roll: 'r-1' }), [
    'groups.web.max was 4, and is 5',
    'roll was nothing, and is "r-1"',
  ]);
  t.end();
});
