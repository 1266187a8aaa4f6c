import t from 'tap';

import type { TargetGroupRoute, TargetRoute } from '../../../region/balancer/balancer.ts';
import { until } from '../until.ts';
import { startPair } from './pair.ts';
import { listenerRoute, routesTo } from './routes.ts';

const { balancer, one, two, address, ask, answerers } = await startPair(t, 'test-groups');

function route(targets: readonly TargetRoute[], more: Partial<TargetGroupRoute> = {}): Promise<void> {
  const listeners = [listenerRoute({ address, rules: [{ forward: { web: 1 } }] })];
  return balancer.route(routesTo({ listeners, groups: { web: targets }, more }));
}

t.test('STICKY-4 a client with the cookie AWSALB stays with its target while that one serves', async (t) => {
  const both = [one.route('serve'), two.route('serve')];
  await route(both, { stickiness: 60 });
  const first = await ask();
  const [cookie = ''] = first.answered['set-cookie'] ?? [];
  t.match(cookie, /^AWSALB=\S+; Expires=\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT; Path=\/$/);
  const kept = { headers: { cookie: cookie.split(';')[0] ?? '' } };
  t.same(new Set(await answerers(10, kept)), new Set([first.name]));
  t.ok((await ask(kept)).answered['set-cookie'], 'it is told again with each answer');
  const [own, other] = first.name === 'one' ? [one, two] : [two, one];
  await route([own.route('finish'), other.route('serve')], { stickiness: 60 });
  const moved = await ask(kept);
  t.equal(moved.name, other.name);
  t.not(moved.answered['set-cookie']?.[0]?.split(';')[0], cookie.split(';')[0], 'its cookie names the other');
  await route([other.route('serve')], { stickiness: 60 });
  await route([other.route('serve'), own.route('serve')], { stickiness: 60 });
  t.same(new Set(await answerers(10, kept)), new Set([own.name]), 'whatever slot its target has');
});

t.test('ATTR-8 the target with the fewest requests under way gets the next one', async (t) => {
  const both = [one.route('serve'), two.route('serve')];
  await route([one.route('serve')], { algorithm: 'least_outstanding_requests' });
  const slow = ask({ path: '/slow' });
  await one.gotSlow;
  await route(both, { algorithm: 'least_outstanding_requests' });
  t.same(await answerers(6), Array(6).fill('two'));
  one.finishSlow();
  t.equal((await slow).name, 'one');
});

t.test('SLOW-4 the share of a target in slow start grows', async (t) => {
  const warming = (from: number, until: number) => ({ ...two.route('serve'), warming: { from, until } });
  const now = Date.now();
  await route([one.route('serve'), warming(now, now + 900_000)]);
  const early = (await answerers(40)).filter((name) => name === 'two').length;
  t.ok(early <= 1, 'it has hardly begun');
  await route([one.route('serve'), warming(now - 450_000, now + 450_000)]);
  const halfway = (await answerers(60)).filter((name) => name === 'two').length;
  t.ok(
    halfway >= 15 && halfway <= 25,
    'one of three requests comes to it when its weight is half of the other',
  );
  await route([one.route('serve'), warming(now - 900_000, Date.now() + 700)]);
  await until(async () =>
    (await answerers(10)).filter((name) => name === 'two').length === 5 ? true : undefined,
  );
});
