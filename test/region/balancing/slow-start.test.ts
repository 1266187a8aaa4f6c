import t, { type Test } from 'tap';

import { setAttributes, startBalanced, type Balanced } from './scenario.ts';

/** A group with a slow start of 60 s. */
async function startSlow(t: Test): Promise<Balanced> {
  const b = await startBalanced(t);
  await setAttributes(b, { 'slow_start.duration_seconds': '60' });
  return b;
}

/** The targets in slow start that the data plane knows of, with its beginning and end in seconds from now. */
function warming(b: Balanced): Record<string, [number, number]> {
  const now = b.clock.now();
  const targets = b.balancer.told.at(-1)?.targetGroups.flatMap((group) => group.targets) ?? [];
  const slow: Record<string, [number, number]> = {};
  for (const { instanceId, warming } of targets) {
    if (warming && warming.until > now)
      slow[instanceId] = [(warming.from - now) / 1000, (warming.until - now) / 1000];
  }
  return slow;
}

t.test('SLOW-1 a new target beside a healthy one starts slowly', async (t) => {
  const b = await startSlow(t);
  const [first = ''] = await b.runTargets(1);
  await b.clock.pass(1);
  const [second = ''] = await b.runTargets(1);
  await b.clock.pass(1);
  t.same(await b.health(), { [first]: 'healthy', [second]: 'healthy' });
  t.same(warming(b), { [second]: [0, 60] });
  await b.clock.pass(59);
  t.same(warming(b), { [second]: [-59, 1] });
  await b.clock.pass(1);
  t.same(warming(b), {});
});

t.test(
  'SLOW-2 the first targets of a group start at once, and so do those that were there before',
  async (t) => {
    const b = await startBalanced(t);
    await b.runTargets(1);
    await b.clock.pass(1);
    await setAttributes(b, { 'slow_start.duration_seconds': '60' });
    await b.clock.pass(30);
    t.same(warming(b), {}, 'it was healthy when slow start was switched on');
    const slow = await startSlow(t);
    await slow.runTargets(3);
    await slow.clock.pass(1);
    t.same(Object.values(await slow.health()), ['healthy', 'healthy', 'healthy']);
    t.same(warming(slow), {});
  },
);

t.test('SLOW-3 a target that was unhealthy starts slowly again', async (t) => {
  const b = await startSlow(t);
  const [, second = ''] = await b.runTargets(2);
  await b.clock.pass(1);
  const address = b.region.state.ec2.instances.find(
    ({ instanceId }) => instanceId === second,
  )?.privateAddress;
  b.prober.answer({ kind: 'timeout' }, address);
  await b.clock.pass(20);
  t.equal((await b.health())[second], 'unhealthy Target.Timeout');
  b.prober.answer({ kind: 'answered', status: 200 }, address);
  await b.clock.pass(30);
  t.equal((await b.health())[second], 'healthy');
  t.same(Object.keys(warming(b)), [second]);
  b.prober.answer({ kind: 'timeout' }, address);
  await b.clock.pass(10);
  t.same(Object.keys(warming(b)), [second], 'one failure of two does not end it');
  await b.clock.pass(10);
  t.same(warming(b), {}, 'it left slow start with its health');
});
