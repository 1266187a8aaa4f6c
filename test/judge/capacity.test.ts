import t from 'tap';

import { rolled } from './clean.ts';
import { judge } from './judge.ts';
import { caseOf, story, STRANGER } from './story.ts';

/** The clauses that were broken. */
const broken = (...[events, judged]: Parameters<typeof judge>) => [
  ...new Set(judge(events, judged).map(({ clause }) => clause)),
];

t.test('a roll that goes well breaks nothing', (t) => {
  for (const size of [1, 2, 3, 20]) {
    t.same(judge(rolled(size).events, caseOf({ end: { exit: 0 } })), [], `of ${size}`);
  }
  t.end();
});

t.test('an end that leaves fewer to serve than the floor breaks it', (t) => {
  const told = story(3);
  told.look();
  told.end('i-1', false);
  const [verdict] = judge(told.events, caseOf());
  t.match(verdict, { clause: 'floor', group: 'web', what: /i-1.*2 are left to serve, and 3 have to/ });
  t.match(verdict?.events, [{ action: 'TerminateInstanceInAutoScalingGroup' }]);
  t.end();
});

t.test('so does one by one too many at a time, and one that goes to Standby', (t) => {
  const drain = (told: ReturnType<typeof story>) => {
    told.update({ min: 0 });
    for (const id of [...told.oldOnes(), ...told.newOnes().slice(0, 1)]) told.end(id, true);
  };
  t.ok(broken(rolled(3, { drain }, 'drain').events, caseOf()).includes('floor'));
  const stands = story(2);
  stands.look();
  stands.standBy(['i-1']);
  t.ok(broken(stands.events, caseOf()).includes('floor'));
  t.end();
});

t.test('a policy that lets fewer serve has a lower floor', (t) => {
  const told = story(4);
  told.look();
  told.end('i-1', false);
  const policy = { ...caseOf().policy, minHealthy: { percent: 75 } };
  t.same(judge(told.events, caseOf({ policy })), []);
  told.end('i-2', false);
  t.same(broken(told.events, caseOf({ policy })), ['floor']);
  t.end();
});

t.test('an instance that dies, and one that a stranger ends, are nobody’s breach', (t) => {
  const told = story(3);
  told.look();
  told.gone('i-1');
  told.end('i-2', false, STRANGER);
  t.same(judge(told.events, caseOf()), []);
  t.end();
});

t.test('one that died since the driver looked is not laid at its door; one that it has seen is', (t) => {
  const drain = (looks: boolean) => (told: ReturnType<typeof story>) => {
    const [first, ...olds] = told.oldOnes();
    told.update({ min: 0 });
    told.gone(told.newOnes()[0] ?? '');
    if (looks) told.look();
    for (const id of [first ?? '', ...olds]) told.end(id, true);
  };
  t.notOk(broken(rolled(3, { drain: drain(false) }, 'drain').events, caseOf()).includes('floor'));
  t.ok(broken(rolled(3, { drain: drain(true) }, 'drain').events, caseOf()).includes('floor'));
  t.end();
});

t.test('what lags behind is not laid at the door of who reads it', (t) => {
  const drain = (told: ReturnType<typeof story>) => {
    told.update({ min: 0 });
    told.gone(told.newOnes()[0] ?? '');
    told.pass(8);
    told.look();
    for (const id of told.oldOnes()) told.end(id, true);
  };
  const { events } = rolled(3, { drain }, 'drain');
  t.ok(broken(events, caseOf()).includes('floor'));
  t.notOk(broken(events, caseOf({ lag: 10_000 })).includes('floor'));
  t.end();
});

t.test('one that became healthy since the driver looked was not to be known to serve', (t) => {
  const drain = (told: ReturnType<typeof story>) => {
    const [first = ''] = told.newOnes();
    told.sicken(first);
    told.pass(5);
    told.look();
    told.serve(first);
    told.gone(...told.oldOnes());
    told.end(first, true);
  };
  t.notOk(broken(rolled(3, { drain }, 'drain').events, caseOf()).includes('floor'));
  t.end();
});

t.test('a minimum that a stranger sets to what the driver had written may ask for more, or not', (t) => {
  const asks = (min: number) => {
    const told = rolled(2, {}, 'move');
    told.update({ min: 2 });
    for (const id of told.oldOnes()) told.end(id, true);
    told.pass(30);
    told.update({ min }, STRANGER);
    for (let left = min - 2; left > 0; left -= 1) told.serve(told.launchesItself());
    told.pass(60);
    told.look();
    told.end(told.newOnes()[0] ?? '', false);
    return broken(told.events, caseOf());
  };
  t.same(asks(4), []);
  t.same(asks(3), ['floor']);
  t.end();
});

t.test('who sets a minimum asks for as many, and not for so many more than the surge', (t) => {
  const told = story(4);
  told.look();
  told.update({ version: '2' });
  told.launch(2);
  told.serve(...told.coming());
  told.update({ min: 7 }, STRANGER);
  told.serve(told.launchesItself());
  told.pass(60);
  told.look();
  told.launch(4);
  t.same(broken(told.events, caseOf()), [], 'seven, and a surge of as many');
  const policy = { ...caseOf().policy, surge: { count: 3 } };
  t.same(broken(told.events, caseOf({ policy })), ['surge']);
  t.end();
});

t.test('the floor follows what strangers ask for', (t) => {
  const fewer = story(4);
  fewer.update({ desired: 2 }, STRANGER);
  fewer.pass(60);
  fewer.look();
  fewer.end('i-1', false);
  fewer.end('i-2', false);
  t.same(judge(fewer.events, caseOf()), [], 'two are asked for now');

  const more = story(2);
  more.update({ desired: 3 }, STRANGER);
  more.serve(more.launchesItself());
  more.look();
  more.end('i-1', false);
  t.same(judge(more.events, caseOf()), [], 'a moment after a scale-out nobody has to know of it');
  more.gone('i-1');
  more.serve(more.launchesItself());
  more.pass(60);
  more.look();
  more.end('i-2', false);
  t.same(broken(more.events, caseOf()), ['floor']);
  t.end();
});

t.test('a policy’s scale-in uses up the surge, and not what is asked for', (t) => {
  const told = rolled(3, {}, 'move');
  told.tell({ type: 'sizes', group: 'web', min: 0, max: 6, desired: 3, why: 'a policy' });
  told.pass(60);
  told.look();
  for (const id of [...told.oldOnes(), ...told.newOnes()].slice(0, 4)) told.end(id, false);
  t.ok(broken(told.events, caseOf()).includes('floor'));
  t.end();
});

t.test('the last unhealthy old ones carry the traffic: they are not ended before another one serves', (t) => {
  const told = story(2);
  told.sicken('i-1', 'i-2');
  told.pass(10);
  told.look();
  told.end('i-1', false);
  t.same(broken(told.events, caseOf()), ['last-ones']);
  t.end();
});

t.test('a launch beyond what is asked for and the surge breaks it; a stranger’s does not', (t) => {
  const policy = { ...caseOf().policy, surge: { count: 1 } };
  const told = story(3);
  told.look();
  told.launch(1);
  t.same(judge(told.events, caseOf({ policy })), []);
  told.launch(1, STRANGER);
  t.same(judge(told.events, caseOf({ policy })), []);
  told.pass(60);
  told.look();
  told.launch(2);
  const [verdict] = judge(told.events, caseOf({ policy }));
  t.match(verdict, { clause: 'surge', what: /desired 6, and 4 are asked for.* at most 5/ });
  t.end();
});
