import http from 'node:http';

import t from 'tap';

import type { ListenerRoute, Routes, TargetRoute } from '../../../region/balancer/balancer.ts';
import { findHaproxy } from '../../../region/balancer/haproxy/process.ts';
import { haproxyBalancer, placeIn } from '../../../region/balancer/haproxy.ts';
import { until } from '../until.ts';
import { startPair } from './pair.ts';
import { listenerRoute, routesTo } from './routes.ts';
import { startTarget } from './targets.ts';

const { ground, network, balancer, one, two, address, ask, answerers } = await startPair(t, 'test-balancer');

function routes(targets: readonly TargetRoute[]): Routes {
  return routesTo({ listeners: [listener()], groups: { web: targets } });
}

function listener(port = 80): ListenerRoute {
  return listenerRoute({ address, port, rules: [{ forward: { web: 1 } }] });
}

t.test('BALANCER-1 a listener without a target that serves answers 503', async (t) => {
  await balancer.route(routes([]));
  t.equal((await ask()).status, 503);
  await balancer.route(routes([one.route('hold')]));
  t.equal((await ask()).status, 503);
  await balancer.route(routes([one.route('finish')]));
  t.equal((await ask()).status, 503);
});

t.test('BALANCER-2 targets that serve take turns, request by request', async (t) => {
  await balancer.route(routes([one.route('serve'), two.route('serve')]));
  t.same(await answerers(4), ['one', 'one', 'two', 'two']);
  const kept = new http.Agent({ keepAlive: true, maxSockets: 1 });
  t.same(await answerers(4, { agent: kept }), ['one', 'one', 'two', 'two'], 'on one connection too');
  kept.destroy();
});

t.test('BALANCER-3 a target on hold gets nothing', async (t) => {
  await balancer.route(routes([one.route('serve'), two.route('hold')]));
  t.same(await answerers(4), ['one', 'one', 'one', 'one']);
});

t.test('BALANCER-4 a target that finishes gets no new request and answers what it has', async (t) => {
  await balancer.route(routes([one.route('serve')]));
  const kept = new http.Agent({ keepAlive: true, maxSockets: 1 });
  t.equal((await ask({ agent: kept })).name, 'one');
  const slow = ask({ path: '/slow' });
  await one.gotSlow;
  await balancer.route(routes([one.route('finish'), two.route('serve')]));
  t.same(await answerers(3), ['two', 'two', 'two']);
  t.same(
    await answerers(3, { agent: kept }),
    ['two', 'two', 'two'],
    'nor on a connection that it had served',
  );
  one.finishSlow();
  t.match(await slow, { status: 200, name: 'one' });
  kept.destroy();
});

t.test('BALANCER-5 a target that is no longer listed is cut off', async (t) => {
  await balancer.route(routes([two.route('serve')]));
  const slow = ask({ path: '/slow' });
  await two.gotSlow;
  await balancer.route(routes([]));
  t.ok(((await slow).status ?? 0) >= 500, 'who waits for it gets a 5xx');
});

t.test('BALANCER-6 a request to a target that refuses it fails: no other one is tried', async (t) => {
  const dead: TargetRoute = { ...one.route('serve'), instanceId: 'dead', port: 8009 };
  await balancer.route(routes([one.route('serve'), dead]));
  const statuses: (number | undefined)[] = [];
  for (let left = 4; left > 0; left -= 1) statuses.push((await ask()).status);
  t.same(statuses.toSorted(), [200, 200, 503, 503]);
});

t.test('BALANCER-7 a target learns who asked, and by which port', async (t) => {
  await balancer.route(routes([one.route('serve')]));
  const { headers } = await ask();
  t.match(headers, { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-port': '80', 'x-forwarded-proto': 'http' });
});

t.test('BALANCER-8 a new listener breaks no request of the others', async (t) => {
  const three = await startTarget(network, 'three', 8003);
  const groups = { web: [three.route('serve')] };
  await balancer.route(routesTo({ listeners: [listener()], groups }));
  const slow = ask({ path: '/slow' });
  await three.gotSlow;
  await balancer.route(routesTo({ listeners: [listener(), listener(81)], groups }));
  t.equal((await ask()).name, 'three');
  three.finishSlow();
  t.match(await slow, { status: 200, name: 'three' });
  await three.end();
});

t.test('BALANCER-11 a haproxy that goes down comes up again', async (t) => {
  await balancer.route(routes([one.route('serve')]));
  const down = (await findHaproxy(placeIn(ground.folder)))?.pid ?? 0;
  process.kill(down, 'SIGKILL');
  await until(async () => ((await findHaproxy(placeIn(ground.folder)))?.pid === down ? undefined : true));
  t.equal((await until(() => ask().catch(() => undefined))).name, 'one');
});

t.test('BALANCER-9 what a killed region left running is replaced without a gap', async (t) => {
  await balancer.route(routes([one.route('serve')]));
  balancer.leave();
  const next = await haproxyBalancer(ground.folder, network);
  t.equal((await ask()).name, 'one', 'it goes on meanwhile');
  await next.route(routes([two.route('serve')]));
  t.equal((await ask()).name, 'two');
  next.leave();
});

t.test('BALANCER-10 more targets than there was room for', async (t) => {
  const many = Array.from({ length: 70 }, (_, at) => ({ ...one.route('serve'), instanceId: `i-${at}` }));
  const next = await haproxyBalancer(ground.folder, network);
  await next.route(routes([one.route('serve')]));
  await next.route(routes(many));
  t.equal((await ask()).name, 'one');
  next.leave();
});
