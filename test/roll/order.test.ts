import t from 'tap';
import { RULES } from '../../roll/decide.ts';
import type { Goal, Policy } from '../../roll/goal.ts';
import { viewOf } from '../../roll/view.ts';
import { answerTo } from './answer.ts';
import { CAREFUL } from './enumerated/goals.ts';
import type { Kind } from './enumerated/kinds.ts';
import type { Shape } from './enumerated/shapes.ts';
import type { Enumerated } from './enumerated/states.ts';
import { goalTo, POLICY } from './run-roll.ts';
import { stateOf } from './states.ts';

type Name = keyof typeof RULES;

/** Where two rules have something to say, the one that comes first, and why it must. */
interface Precedence {
  readonly first: Name;
  readonly second: Name;
  readonly why: string;
  readonly fleet: readonly Kind[];
  readonly kind?: Goal['kind'];
  readonly asked?: number;
  readonly max?: number;
  readonly policy?: Policy;
  readonly around?: Enumerated['base']['around'];
  readonly stands?: Partial<Shape>;
}

/** The roll's template stands for good. */
const MOVED = { phase: 'moved', template: 'goal' } as const;
const TERMINATE_FIRST: Policy = { ...POLICY, minHealthy: { percent: 50 } };

const ORDER: readonly Precedence[] = [
  {
    ...{ first: 'stranger', second: 'othersRefresh', fleet: [] },
    ...{ policy: CAREFUL, around: 'refreshed', stands: { template: 'strange' } },
    why: 'what somebody did to the template is named before the refresh that spreads it',
  },
  {
    ...{ first: 'othersRefresh', second: 'secondLook', fleet: [] },
    ...{ policy: CAREFUL, around: 'refreshed', stands: { resumed: true } },
    why: 'a refresh ends instances meanwhile: nobody looks twice at it',
  },
  {
    ...{ first: 'secondLook', second: 'askedFor', fleet: [] },
    ...{ asked: 0, max: 1, stands: { resumed: true, extra: 1, pinned: true } },
    why: 'who takes a roll up sees what was on the wire land before anything is made of the sizes',
  },
  {
    ...{ first: 'alarmRings', second: 'tooLate', fleet: ['new proven'] },
    ...{ policy: CAREFUL, around: 'ringing', stands: { ...MOVED, late: true, extra: -1 } },
    why: 'a release that rings an alarm is not done, even where its time is up',
  },
  {
    ...{ first: 'noticeKept', second: 'judgeFresh', fleet: ['new coming', 'new late'] },
    ...{ asked: 2, max: 2, policy: TERMINATE_FIRST, stands: { unanswered: true, order: 'kept' } },
    why: 'that desired stayed lets the group end what serves: it is known first of all',
  },
  {
    ...{ first: 'judgeFresh', second: 'standbyCounts', fleet: ['new late', 'old waits'] },
    ...{ max: 2, stands: { refused: 'fresh' } },
    why: 'what failed is on record before anything else is made of a refused launch',
  },
  {
    ...{ first: 'noRoom', second: 'giveUp', fleet: [] },
    ...{ max: 1, policy: TERMINATE_FIRST, stands: { late: true, extra: 1 } },
    why: 'room that somebody took is no fault of the release: it rests, and does not go back',
  },
  {
    ...{ first: 'countIn', second: 'templateStands', fleet: ['old healthy'] },
    ...{ max: 1, policy: TERMINATE_FIRST },
    stands: { phase: 'back', template: 'goal', extra: -1, unanswered: true, order: 'minimum' },
    why: 'what the group launched for an order is known before the template that it came from is taken away',
  },
  {
    ...{ first: 'templateStands', second: 'settingsHold', fleet: [] },
    ...{ kind: 'rollback', asked: 0, max: 1, stands: { restored: true } },
    why: 'what the group launches by itself is the first thing to be right',
  },
  {
    ...{ first: 'settingsHold', second: 'endOlderWarm', fleet: ['old waits longer'] },
    ...{ asked: 0, max: 1, stands: { restored: true } },
    why: 'nothing ends while AZRebalance may move the others',
  },
  {
    ...{ first: 'endOlderWarm', second: 'askAgain', fleet: ['old waits longer'] },
    ...{ asked: 0, max: 1, stands: { template: 'goal', unanswered: true } },
    why: 'those of an earlier roll may take the room of what is launched',
  },
  {
    ...{ first: 'askAgain', second: 'alarmSilent', fleet: [] },
    ...{ policy: CAREFUL, around: 'silent', stands: { template: 'goal', unanswered: true } },
    why: 'while nobody knows what a launch came to nobody waits for anything else',
  },
  {
    ...{ first: 'alarmSilent', second: 'endBeyondStep', fleet: ['new coming', 'new coming'] },
    ...{ policy: CAREFUL, around: 'silent', stands: { extra: -1 } },
    why: 'without data nothing is launched or ended',
  },
  {
    ...{ first: 'endBeyondStep', second: 'prove', fleet: ['new coming', 'new sampled'] },
    ...{ max: 1, policy: TERMINATE_FIRST, stands: { extra: -1 } },
    why: 'no more new ones stand than the first step allows, whatever becomes of those that do',
  },
  {
    ...{ first: 'protection', second: 'loosen', fleet: ['new proven'] },
    ...{ asked: 0, max: 1, stands: { phase: 'back', pinned: true } },
    why: 'once the minimum is loose a scale-in must find the new ones without protection, or it takes the old',
  },
  {
    ...{ first: 'passStep', second: 'endStrays', fleet: ['new proven', 'stray healthy'], max: 2 },
    why: 'a step is passed by what is proven now, and once passed is not lost',
  },
  {
    ...{ first: 'endStrays', second: 'endBad', fleet: ['new bad', 'stray sick'], max: 2 },
    why: 'what nobody goes back to goes first: the bad one still has something to tell',
  },
  {
    ...{ first: 'endBad', second: 'move', fleet: ['new proven', 'new bad'] },
    ...{ asked: 2, max: 3, stands: { extra: -1 } },
    why: 'while a bad one stands, its place is filled by what served',
  },
  {
    ...{ first: 'endOld', second: 'endSurplus', fleet: ['old sick', 'stray healthy'] },
    ...{ max: 2, stands: MOVED },
    why: 'an old one is said to go for the new, not for being one too many',
  },
  {
    ...{ first: 'endSurplus', second: 'makeRoom', fleet: ['new coming', 'old waits'] },
    ...{ asked: 0, max: 1, stands: { ...MOVED, refused: 'known' } },
    why: 'one too many makes room by itself: what waits is kept',
  },
  {
    ...{ first: 'callBack', second: 'replaceOld', fleet: ['new coming', 'old waits'] },
    ...{ asked: 2, max: 2, policy: TERMINATE_FIRST, stands: { phase: 'back', extra: -1 } },
    why: 'what waits serves sooner than what is launched',
  },
  {
    ...{ first: 'notThisImage', second: 'waitForLeaving', fleet: ['old leaving', 'new coming'] },
    ...{ policy: CAREFUL, around: 'outage', stands: { extra: -1 } },
    why: 'an outage is what a person wants to read of',
  },
  {
    ...{ first: 'waitForLeaving', second: 'soak', fleet: ['old healthy', 'old leaving'] },
    ...{ policy: CAREFUL, stands: { extra: 1 } },
    why: 'a canary soaks beside a fleet that stands still',
  },
  {
    ...{ first: 'soak', second: 'pauseForPerson', fleet: ['old healthy'] },
    ...{ policy: CAREFUL, stands: { extra: 1 } },
    why: 'a person is called when there is something to decide upon',
  },
  {
    ...{ first: 'pauseForPerson', second: 'endIdle', fleet: ['new proven', 'old waits'] },
    ...{ policy: CAREFUL, stands: { ...MOVED, restored: true } },
    why: 'what waits may be wanted by who decides',
  },
  {
    ...{ first: 'endIdle', second: 'putBack', fleet: ['old waits'] },
    ...{ asked: 0, max: 1, stands: MOVED },
    why: 'the settings are the last to go back',
  },
  {
    ...{ first: 'putBack', second: 'finished', fleet: [], asked: 0, max: 1, stands: MOVED },
    why: 'a roll is done when its settings are as they were found',
  },
  {
    ...{ first: 'finished', second: 'keepWaiting', fleet: [] },
    ...{ asked: 0, max: 1, stands: { ...MOVED, late: true } },
    why: 'what is done waits for nothing',
  },
];

t.test('of two rules that both answer the first is the one that must', (t) => {
  for (const one of ORDER) {
    const { first, second, why, fleet, stands, around } = one;
    const { kind = 'roll', asked = 1, max = 6, policy = POLICY } = one;
    const state = stateOf(
      { goal: goalTo({ kind, policy }), asked, max, ...(around && { around }) },
      {
        ...{ phase: 'unproven', template: 'baseline', extra: 0, pinned: false, unanswered: false },
        ...{ kinds: fleet, restored: false, late: false, ...stands },
      },
    );
    const view = state && viewOf(state.goal, state.fleet, state.memory, state.fleet.at);
    t.ok(view && RULES[second](view), `${second} has something to say too`);
    t.equal(state && answerTo(state)?.rule, first, `${first} before ${second}: ${why}`);
  }
  t.end();
});
