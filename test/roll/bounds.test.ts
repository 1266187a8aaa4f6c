import t from 'tap';
import type { Action } from '../../roll/actions.ts';
import { after } from '../../roll/after.ts';
import { breach } from '../../roll/bounds.ts';
import { viewOf, type View } from '../../roll/view.ts';
import { goalTo } from './run-roll.ts';
import type { Kind } from './enumerated/kinds.ts';
import type { Shape } from './enumerated/shapes.ts';
import { NEW, OLD, stateOf } from './states.ts';

const SHAPE: Shape = {
  ...{ kinds: [], phase: 'moved', extra: 0, pinned: false, template: 'goal' },
  ...{ unanswered: false, late: false, restored: false },
};

/** Two are asked for, the maximum is 4, the floor is 2. */
function view(kinds: readonly Kind[], parts: Partial<Shape> = {}): View {
  const state = stateOf({ goal: goalTo(), asked: 2, max: 4 }, { ...SHAPE, kinds, ...parts });
  const seen = state && viewOf(state.goal, state.fleet, state.memory, state.fleet.at);
  if (seen === undefined) throw new Error('AWS cannot show that');
  return seen;
}

const end = (i: number, decrement = true): Action => ({
  ...{ kind: 'end', instance: `i-${i}`, decrement, why: 'it goes' },
});
const launch = (count: number, version = NEW, attempt = 5): Action => ({
  kind: 'launch',
  order: { attempt, zone: 'a', subnet: 'subnet-a', count, version },
});
const min = (value: number): Action => ({ kind: 'write-settings', settings: { min: value }, why: 'so' });

const THREE: readonly Kind[] = ['old healthy', 'new proven', 'new proven'];

t.test('what the promise allows', (t) => {
  const cases: [string, View, Action][] = [
    ['an old one goes while as many as the floor asks serve without it', view(THREE), end(0)],
    ['a sick old one goes, for it serves nobody', view(['old sick', 'old healthy', 'new proven']), end(0)],
    [
      'a bad one goes without decrement where none is too many',
      view(['old healthy', 'new bad']),
      end(1, false),
    ],
    [
      'a proven one goes where more than asked for stand',
      view(['new proven', 'new proven', 'new proven']),
      end(0),
    ],
    ['as many are launched as the surge lets stand', view(['old healthy', 'old healthy']), launch(2)],
    [
      'a launch whose answer was lost is asked again',
      view(THREE, { extra: 1, unanswered: true }),
      launch(1, NEW, 0),
    ],
    ['the minimum is pinned to desired', view(THREE), min(3)],
  ];
  for (const [name, seen, action] of cases) t.equal(breach(seen, action), undefined, name);
  t.end();
});

t.test('what the promise forbids', (t) => {
  const pair: readonly Kind[] = ['new proven', 'new proven'];
  const cases: [string, View, Action, RegExp][] = [
    [
      'the last but the floor',
      view(['old healthy', 'new proven', 'new bad']),
      end(0),
      /only 2 serve, and 2 have to/,
    ],
    [
      'an unproven one that the floor counts',
      view(['new healthy', 'new proven', 'new bad']),
      end(0),
      /only 2 are healthy/,
    ],
    ['fewer than asked for', view(['old healthy', 'new bad']), end(1), /fewer than the 2 asked for/],
    ['a decrement at the minimum', view(THREE, { pinned: true }), end(0), /AWS would refuse/],
    [
      'a proven one that is asked for',
      view(['old sick', ...pair, 'old sick'], {}),
      end(1, false),
      /only 2 serve/,
    ],
    ['more than the maximum', view(THREE), launch(2), /the maximum is 4/],
    [
      'another version than the one ordered',
      view(pair, { template: 'baseline' }),
      launch(1),
      /template is version 7/,
    ],
    ['a minimum that launches', view(THREE), min(4), /a minimum of 4 would launch/],
  ];
  for (const [name, seen, action, says] of cases) t.match(breach(seen, action), says, name);
  t.end();
});

t.test('beyond the surge nothing is launched', (t) => {
  const state = stateOf({ goal: goalTo(), asked: 1, max: 6 }, { ...SHAPE, kinds: ['old healthy'] });
  const seen = state && viewOf(state.goal, state.fleet, state.memory, state.fleet.at);
  t.equal(seen && breach(seen, launch(1)), undefined);
  t.match(seen && breach(seen, launch(2)), /more than 1 and a surge of 1/);
  t.end();
});

t.test('a proven one stays while no more than asked for are there, wherever the floor is', (t) => {
  const goal = goalTo({ policy: { ...goalTo().policy, minHealthy: { percent: 50 } } });
  const state = stateOf(
    { goal, asked: 2, max: 4 },
    { ...SHAPE, kinds: ['old healthy', 'new proven', 'new proven'] },
  );
  const seen = state && viewOf(state.goal, state.fleet, state.memory, state.fleet.at);
  t.match(seen && breach(seen, end(1)), /proven, and none too many/);
  t.equal(seen && breach(seen, end(0)), undefined);
  t.end();
});

t.test('going back, a proven new one may go', (t) => {
  const seen = view(['old healthy', 'old healthy', 'new proven'], { phase: 'back', template: 'baseline' });
  t.equal(breach(seen, end(2)), undefined);
  t.match(breach(seen, end(0)), /none too many/);
  t.end();
});

t.test('each act is held against what those before it leave', (t) => {
  const four = view(['old healthy', 'old healthy', 'new proven', 'new proven']);
  t.equal(breach(after(four, end(0)), end(1)), undefined);
  t.match(breach(after(after(four, end(0)), end(1)), end(2)), /only 2 serve/);
  const two = view(['old healthy', 'old healthy']);
  t.match(breach(after(two, launch(1)), launch(2)), /maximum|surge/);
  t.equal(breach(after(two, launch(1)), launch(1)), undefined);
  const pinned = view(THREE, { pinned: true });
  t.equal(breach(after(pinned, min(2)), end(0)), undefined, 'the minimum comes down first');
  const pointed = after(view(['old healthy'], { template: 'baseline' }), {
    ...{ kind: 'write-settings', settings: { version: NEW }, why: 'to launch' },
  });
  t.equal(breach(pointed, launch(1)), undefined);
  t.match(breach(pointed, launch(1, OLD)), /template is version 8/);
  t.end();
});
