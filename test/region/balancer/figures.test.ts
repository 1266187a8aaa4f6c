import t from 'tap';

import type { Routes, TargetRoute } from '../../../region/balancer/balancer.ts';
import type { Figures } from '../../../region/balancer/figures.ts';
import { testGround } from '../ground.ts';
import { clientOf } from './client.ts';
import { listenerRoute, routesTo, type ShortRule } from './routes.ts';
import { startTarget } from './targets.ts';

const ground = await testGround('test-figures');
const { network, balancer } = ground;
const one = await startTarget(network, 'one', 8001);
t.teardown(async () => {
  await one.end();
  await ground.end();
});

const address = `${network.publicPrefix}.0.10`;
const { ask } = clientOf(address);
const dead: TargetRoute = { ...one.route('serve'), instanceId: 'dead', port: 8009 };

/** A group that serves, one without targets, one whose target is dead. */
function routes(ports: readonly number[]): Routes {
  const at = (path: string) => [{ field: 'path-pattern', values: [path] }] as const;
  const rules: ShortRule[] = [
    { when: at('/empty'), forward: { empty: 1 } },
    { when: at('/dead'), forward: { dead: 1 } },
    { when: at('/fixed'), action: { kind: 'fixed-response', status: 503 } },
    { forward: { web: 1 } },
  ];
  return routesTo({
    listeners: ports.map((port) => listenerRoute({ address, port, rules })),
    groups: { web: [one.route('serve')], empty: [], dead: [dead] },
  });
}

/** What was carried since the last call. */
function carried(): Promise<Figures> {
  return balancer.figures({ listeners: ['arn:80', 'arn:81'], targetGroups: ['web', 'empty', 'dead'] });
}

async function askFor(paths: readonly string[]): Promise<(number | undefined)[]> {
  const statuses = [];
  for (const path of paths) statuses.push((await ask({ path })).status);
  return statuses;
}

t.test('FIGURE-1 targets’ answers are told apart from what haproxy says itself', async (t) => {
  await balancer.route(routes([80]));
  t.same(await askFor(['/', '/', '/500', '/500', '/500', '/404', '/empty', '/dead', '/fixed']), [
    ...[200, 200, 500, 500, 500, 404],
    ...[503, 503, 503],
  ]);
  const { failures, targetGroups } = await carried();
  t.same([...failures], [['arn:80', 3]]);
  t.match(targetGroups.get('web'), { requests: 6, answers: { 2: 2, 3: 0, 4: 1, 5: 3 } });
  t.match(targetGroups.get('dead'), { requests: 1, answers: { 5: 0 }, seconds: undefined }, 'one was chosen');
  t.notOk(targetGroups.has('empty'), 'none was chosen');
});

t.test('FIGURE-2 what was told once is not told again', async (t) => {
  const { failures, targetGroups } = await carried();
  t.same([...failures, ...targetGroups], []);
});

t.test('FIGURE-3 the time until a target’s answer begins is that of all answers', async (t) => {
  const slow = ask({ path: '/slow' });
  await one.gotSlow;
  t.same(await askFor(['/', '/']), [200, 200]);
  one.finishSlow();
  await slow;
  const { count = 0, sum = 0, min = 0, max = 0 } = (await carried()).targetGroups.get('web')?.seconds ?? {};
  t.equal(count, 3);
  t.ok(max >= sum - max, 'the slow one took longer than the others, which came and went meanwhile');
  t.ok(min >= 0 && min <= (sum - max) / 2, 'the shortest is the shorter of the others');
  t.same(await askFor(['/']), [200]);
  const next = (await carried()).targetGroups.get('web')?.seconds;
  t.equal(next?.count, 1);
  t.equal(next?.min, next?.max, 'the shortest and the longest begin anew');
});

t.test('FIGURE-4 what a haproxy counted is not lost when another takes its place', async (t) => {
  t.same(await askFor(['/', '/500', '/empty']), [200, 500, 503]);
  await balancer.route(routes([80, 81]));
  t.same(await askFor(['/500', '/empty']), [500, 503]);
  const { failures, targetGroups } = await carried();
  t.equal(failures.get('arn:80'), 2);
  t.match(targetGroups.get('web'), { requests: 3, answers: { 2: 1, 5: 2 }, seconds: { count: 3 } });
});
