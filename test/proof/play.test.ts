import { join } from 'node:path';
import t, { type Test } from 'tap';

import { scratch } from '../bake/checkout.ts';
import { keepingIn } from './kept.ts';
import type { Found, Part, Scene } from './part.ts';
import { play } from './play.ts';

const PLAN = { seed: 5, runs: 3 };
const FINE: Found = { counts: {}, failures: [] };

/** A part whose points do that, and what became of it. */
function setUp(t: Test, run: Scene['run']) {
  const ran: string[] = [];
  const scenes = { opened: 0, closed: 0 };
  const part: Part = {
    name: 'tried',
    what: 'It is tried.',
    points: ({ runs }) => Array.from({ length: runs }, (_, index) => String(index + 1)),
    open: () => {
      scenes.opened += 1;
      return Promise.resolve({
        run: (point) => {
          ran.push(point);
          return run(point);
        },
        close: () => {
          scenes.closed += 1;
          return Promise.resolve();
        },
      });
    },
  };
  const said: string[] = [];
  const keeping = keepingIn(join(scratch(t), 'proof.ndjson'));
  keeping.plan(part.name, PLAN, false);
  const order = { keeping, commit: 'abc1234', say: (line: string) => said.push(line), isOver: () => false };
  return { part, ran, scenes, said, keeping, order };
}

t.test('what is kept is not run again: a proof goes on where it was', async (t) => {
  let over = false;
  const { part, ran, scenes, order } = setUp(t, (point) => {
    over = point === '2';
    return Promise.resolve(FINE);
  });
  await play(part, PLAN, { ...order, isOver: () => over });
  t.strictSame(ran, ['1', '2'], 'no point begins when the time is over');
  await play(part, PLAN, order);
  t.strictSame(ran, ['1', '2', '3']);
  t.strictSame(scenes, { opened: 2, closed: 2 }, 'each time in a scene of its own, which is taken down');
  await play(part, PLAN, order);
  t.equal(scenes.opened, 2, 'and in none where nothing is missing');
});

t.test('a point that breaks off is told as failed, and the next one gets a new scene', async (t) => {
  const { part, ran, scenes, keeping, said, order } = setUp(t, (point) =>
    point === '2' ? Promise.reject(new Error('the region is gone')) : Promise.resolve(FINE),
  );
  await play(part, PLAN, order);
  t.strictSame(ran, ['1', '2', '3']);
  t.strictSame(keeping.of('tried')?.points.get('2')?.failures, ['it broke off: the region is gone']);
  t.match(said.join('\n'), /✖ tried 2 .*\n {4}it broke off: the region is gone\n/);
  t.strictSame(scenes, { opened: 2, closed: 2 });
});

t.test('one point alone is run, also where it was before', async (t) => {
  const { part, ran, order } = setUp(t, () => Promise.resolve(FINE));
  await play(part, PLAN, order);
  await play(part, PLAN, { ...order, only: '2' });
  t.strictSame(ran, ['1', '2', '3', '2']);
  await t.rejects(play(part, PLAN, { ...order, only: '4' }), /no point 4; it has: 1 2 3/);
});

t.test('what failed stays so, until it is asked for again', async (t) => {
  let isMended = false;
  const { part, ran, keeping, order } = setUp(t, (point) =>
    Promise.resolve({ counts: {}, failures: point === '2' && !isMended ? ['5 were healthy'] : [] }),
  );
  const failures = () => keeping.of('tried')?.points.get('2')?.failures;
  await play(part, PLAN, order);
  isMended = true;
  await play(part, PLAN, order);
  t.strictSame(failures(), ['5 were healthy'], 'it is not run again by itself');
  await play(part, PLAN, { ...order, failed: true });
  t.strictSame(ran, ['1', '2', '3', '2']);
  t.strictSame(failures(), []);
});
