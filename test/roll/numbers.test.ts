import t from 'tap';
import { floorOf, spread, surgeOf } from '../../roll/numbers.ts';

t.test('the floor is a share of those asked for, rounded up, and never more than they', (t) => {
  const cases = [
    { asked: 3, amount: { percent: 100 }, floor: 3 },
    { asked: 3, amount: { percent: 50 }, floor: 2 },
    { asked: 10, amount: { percent: 1 }, floor: 1 },
    { asked: 3, amount: { percent: 0 }, floor: 0 },
    { asked: 3, amount: { count: 2 }, floor: 2 },
    { asked: 3, amount: { count: 5 }, floor: 3 },
    { asked: 0, amount: { percent: 100 }, floor: 0 },
  ];
  for (const { asked, amount, floor } of cases) {
    t.equal(floorOf(asked, amount), floor, `${JSON.stringify(amount)} of ${asked}`);
  }
  t.end();
});

t.test('the surge is made smaller until it fits under the maximum', (t) => {
  const cases = [
    { asked: 3, amount: { percent: 100 }, max: 6, surge: 3 },
    { asked: 3, amount: { percent: 100 }, max: 5, surge: 2 },
    { asked: 3, amount: { percent: 34 }, max: 9, surge: 2 },
    { asked: 3, amount: { count: 1 }, max: 9, surge: 1 },
    { asked: 3, amount: { count: 1 }, max: 3, surge: 0 },
    { asked: 3, amount: { count: 1 }, max: 2, surge: 0 },
  ];
  for (const { asked, amount, max, surge } of cases) {
    t.equal(surgeOf(asked, amount, max), surge, `${JSON.stringify(amount)} of ${asked} under ${max}`);
  }
  t.end();
});

t.test('launches go where there are fewest, and the zones come out even', (t) => {
  const [a, b] = [{ zone: 'a' }, { zone: 'b' }];
  const cases = [
    { count: 2, taken: [], shares: [1, 1] },
    { count: 3, taken: [], shares: [2, 1] },
    { count: 1, taken: ['a'], shares: [0, 1] },
    { count: 3, taken: ['b', 'b', 'b'], shares: [3, 0] },
    { count: 4, taken: ['a', 'a'], shares: [1, 3] },
    { count: 0, taken: [], shares: [0, 0] },
  ];
  for (const { count, taken, shares } of cases) {
    const got = spread(count, [a, b], taken);
    const inZone = (zone: string) => got.find(({ place }) => place.zone === zone)?.count ?? 0;
    t.strictSame([inZone('a'), inZone('b')], shares, `${count} beside ${taken.join('') || 'none'}`);
    t.ok(
      got.every((share) => share.count > 0),
      'a zone that gets none is left out',
    );
  }
  t.end();
});
