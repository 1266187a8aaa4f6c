import t from 'tap';

import { findHaproxy } from '../../../region/balancer/haproxy/process.ts';
import { placeIn } from '../../../region/balancer/haproxy.ts';
import type { Condition } from '../../../region/balancer/rule.ts';
import type { Asked } from './client.ts';
import { startPair } from './pair.ts';
import { listenerRoute, routesTo, type ShortRule } from './routes.ts';

const { ground, balancer, one, two, address, ask, answerers } = await startPair(t, 'test-rules');

const groups = { blue: [one.route('serve')], green: [two.route('serve')], empty: [] };

function rules(...all: readonly ShortRule[]): Promise<void> {
  return balancer.route(routesTo({ listeners: [listenerRoute({ address, rules: all })], groups }));
}

interface Case {
  readonly condition: Condition;
  readonly meets: readonly Asked[];
  readonly misses: readonly Asked[];
}

const host = (name: string): Asked => ({ headers: { host: name } });

const CASES: readonly Case[] = [
  {
    condition: { field: 'path-pattern', values: ['/api/*', "/it's/a?.css"] },
    meets: [{ path: '/api/' }, { path: '/api/x/y?z=1' }, { path: "/it's/ab.css" }],
    misses: [
      { path: '/api' },
      { path: '/API/x' },
      { path: '/x/api/y' },
      { path: "/it's/abXcss" },
      { path: '/?/api/' },
    ],
  },
  {
    condition: { field: 'host-header', values: ['*.example.com', 'shop.test'] },
    meets: [host('a.Example.com'), host('a.b.example.com:80'), host('shop.test')],
    misses: [host('example.com'), host('a.example.com.org'), host('axexample.com')],
  },
  {
    condition: { field: 'http-header', name: 'User-Agent', values: ['*curl*'] },
    meets: [{ headers: { 'user-agent': 'curl/8' } }, { headers: { 'user-agent': 'a, CURL' } }],
    misses: [{}, { headers: { 'user-agent': 'wget' } }, { headers: { 'x-agent': 'curl' } }],
  },
  {
    condition: { field: 'http-request-method', values: ['DELETE', 'PURGE'] },
    meets: [{ method: 'DELETE' }, { method: 'PURGE' }],
    misses: [{ method: 'GET' }],
  },
  {
    condition: { field: 'query-string', values: [{ key: 'v', value: '2*' }, { value: 'beta' }] },
    meets: [{ path: '/?v=2' }, { path: '/?a=1&V=2x&b' }, { path: '/?any=BETA' }],
    misses: [{ path: '/?v=12' }, { path: '/?xv=2' }, { path: '/?beta=1' }, { path: '/v=2' }],
  },
  {
    condition: { field: 'source-ip', values: ['127.0.0.0/8'] },
    meets: [{}],
    misses: [],
  },
  {
    condition: { field: 'source-ip', values: ['10.0.0.0/8', '2001:db8::/32'] },
    meets: [],
    misses: [{ headers: { 'x-forwarded-for': '10.1.2.3' } }],
  },
];

for (const { condition, meets, misses } of CASES) {
  t.test(
    `RULE-1 a request is judged by ${condition.field}: ${JSON.stringify(condition.values)}`,
    async (t) => {
      await rules({ when: [condition], forward: { green: 1 } }, { forward: { blue: 1 } });
      for (const asked of meets) t.equal((await ask(asked)).name, 'two', `meets: ${JSON.stringify(asked)}`);
      for (const asked of misses) t.equal((await ask(asked)).name, 'one', `misses: ${JSON.stringify(asked)}`);
    },
  );
}

t.test('RULE-2 a rule wants all of its conditions, and the first that matches counts', async (t) => {
  const onApi: Condition = { field: 'path-pattern', values: ['/api/*'] };
  const deletes: Condition = { field: 'http-request-method', values: ['DELETE'] };
  await rules(
    { when: [onApi, deletes], forward: { green: 1 } },
    { when: [onApi], action: { kind: 'fixed-response', status: 404 } },
    { forward: { blue: 1 } },
  );
  t.equal((await ask({ path: '/api/x', method: 'DELETE' })).name, 'two');
  t.equal((await ask({ path: '/api/x' })).status, 404);
  t.equal((await ask({ method: 'DELETE' })).name, 'one');
});

t.test('RULE-3 a fixed response is given as it is written', async (t) => {
  const body = `it's "down" #1 \\n %[src] $HOME\nsecond line\r\n{ } ${"'".repeat(900)}`;
  await rules({ action: { kind: 'fixed-response', status: 503, contentType: 'text/html', body } });
  const answer = await ask();
  t.match(answer, { status: 503, text: body, answered: { 'content-type': 'text/html' } });
  await rules({ action: { kind: 'fixed-response', status: 200 } });
  t.match(await ask(), { status: 200, text: '' });
});

t.test('RULE-4 a redirect keeps the parts that it does not change', async (t) => {
  const same = {
    protocol: '#{protocol}',
    host: '#{host}',
    port: '#{port}',
    path: '/#{path}',
    query: '#{query}',
  };
  const location = async (asked: Asked) => (await ask(asked)).answered.location;
  await rules({ action: { kind: 'redirect', status: 301, ...same, protocol: 'HTTPS', port: '443' } });
  const asked = { path: '/a/b?c=1&d', headers: { host: 'shop.test:80' } };
  t.match(await ask(asked), { status: 301, answered: { location: 'https://shop.test:443/a/b?c=1&d' } });
  t.equal(await location({ path: '/', headers: { host: 'shop.test' } }), 'https://shop.test:443/');
  const parts = { ...same, host: 'www.#{host}', path: '/new/#{path}', query: 'from=100%&#{query}' };
  await rules({ action: { kind: 'redirect', status: 302, ...parts } });
  t.equal(await location(asked), 'http://www.shop.test:80/new/a/b?from=100%&c=1&d');
});

t.test(
  'RULE-5 weights share requests out by chance, and new ones are in force without a new haproxy',
  async (t) => {
    await rules({ forward: { blue: 0, green: 1 } });
    const own = await findHaproxy(placeIn(ground.folder));
    t.same(new Set(await answerers(30)), new Set(['two']));
    await rules({ forward: { blue: 500, green: 500 } });
    t.same(new Set(await answerers(60)), new Set(['one', 'two']));
    await rules({ forward: { blue: 999, green: 0 } });
    t.same(new Set(await answerers(30)), new Set(['one']));
    await rules({ forward: { blue: 0, green: 0 } });
    t.equal((await ask()).status, 503);
    t.same(await findHaproxy(placeIn(ground.folder)), own);
  },
);

t.test('RULE-6 a target group without targets gets its share too, and answers 503', async (t) => {
  await rules({ forward: { empty: 1, blue: 0 } });
  t.equal((await ask()).status, 503);
});

t.test('STICKY-1 a client with the cookie AWSALBTG stays with its target group', async (t) => {
  await rules({ forward: { blue: 0, green: 1 }, stickiness: 120 });
  const first = await ask();
  t.equal(first.name, 'two');
  const [cookie = ''] = first.answered['set-cookie'] ?? [];
  t.match(cookie, /^AWSALBTG=\S+; Expires=\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT; Path=\/$/);
  const kept = { headers: { cookie: `a=b; ${cookie.split(';')[0] ?? ''}` } };
  await rules({ forward: { blue: 1, green: 0 }, stickiness: 120 });
  t.same(new Set(await answerers(10)), new Set(['one']), 'who is new goes by weight');
  t.same(new Set(await answerers(10, kept)), new Set(['two']));
  t.ok((await ask(kept)).answered['set-cookie'], 'it is told again with each answer');
  await rules({ forward: { blue: 1, green: 0 }, stickiness: 120, keeps: ['blue'] });
  t.same(new Set(await answerers(10, kept)), new Set(['one']), 'unless its group keeps nobody');
  await rules({ forward: { blue: 1, green: 0 } });
  t.same(new Set(await answerers(10, kept)), new Set(['one']), 'nor without stickiness');
});
