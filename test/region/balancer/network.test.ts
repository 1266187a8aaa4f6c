import http from 'node:http';

import t from 'tap';

import type { TargetGroupRoute, TargetRoute } from '../../../region/balancer/balancer.ts';
import { startPair } from './pair.ts';
import { listenerRoute, routesTo } from './routes.ts';

const { balancer, one, two, address, ask, answerers } = await startPair(t, 'test-flows');

function route(
  targets: readonly TargetRoute[],
  leaving: TargetGroupRoute['leaving'] = 'left',
): Promise<void> {
  const listeners = [listenerRoute({ address, protocol: 'TCP', rules: [{ forward: { web: 1 } }] })];
  return balancer.route(
    routesTo({ listeners, groups: { web: targets }, more: { protocol: 'TCP', leaving } }),
  );
}

/** A client that has one connection, and loses it when it is closed. */
const flow = () => new http.Agent({ keepAlive: true, maxSockets: 1 });

t.test('NLB-1 a connection goes to one target as it is', async (t) => {
  await route([one.route('serve'), two.route('serve')]);
  const agent = flow();
  const names = await answerers(4, { agent });
  t.equal(new Set(names).size, 1);
  t.notOk((await ask({ agent })).headers?.['x-forwarded-for']);
  t.same(await answerers(4), ['one', 'one', 'two', 'two'], 'each connection gets the next');
  agent.destroy();
});

t.test('NLB-2 flows go on to a target that finishes, and to one that left', async (t) => {
  await route([one.route('serve')]);
  const agent = flow();
  t.equal((await ask({ agent })).name, 'one');
  await route([one.route('finish'), two.route('serve')]);
  t.equal((await ask({ agent })).name, 'one');
  t.same(await answerers(3), ['two', 'two', 'two'], 'new ones go to the other');
  await route([two.route('serve')]);
  t.equal((await ask({ agent })).name, 'one');
  agent.destroy();
});

t.test('NLB-3 the flows of a target are cut where they are to be', async (t) => {
  await route([one.route('serve')], 'cut');
  const leaves = t.rejects(ask({ path: '/slow' }));
  await one.gotSlow;
  await route([two.route('serve')], 'cut');
  await leaves;
  const unhealthy = t.rejects(ask({ path: '/slow' }));
  await two.gotSlow;
  await route([one.route('serve'), two.route('cut')], 'left');
  await unhealthy;
  t.same(await answerers(2), ['one', 'one']);
});

t.test('NLB-4 a connection that no target takes is closed', async (t) => {
  await route([]);
  await t.rejects(ask());
  await route([{ ...one.route('serve'), port: 8009 }]);
  await t.rejects(ask());
});
