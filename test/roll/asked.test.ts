import t from 'tap';
import { breakRegion } from '../../region/faults/break.ts';
import { askedSince, changesTold } from '../../roll/asked.ts';
import type { Activity, Cause, Fleet } from '../../roll/fleet.ts';
import { recall } from '../../roll/fold.ts';
import { BLANK, type Memory } from '../../roll/memory.ts';
import { rollPlace } from '../simulation/roll-place.ts';
import { GOOD, ModelGroup } from './model-group.ts';
import { goalTo, POLICY, runRoll } from './run-roll.ts';
import { fleetOf } from './states.ts';

const SIZES = { min: 1, max: 9, desired: 3 };

const BASELINE = {
  ...{ template: { id: 'lt-1', version: 7 }, min: 1, max: 9, desired: 10, asked: 10 },
  ...{ grace: 0, rebalanceSuspended: false, since: 100 },
};
const BEGUN = recall(BLANK, { type: 'baseline', baseline: BASELINE });

let ids = 0;
function tells(cause: Cause, from: number, to: number, at = 200, parts: Partial<Activity> = {}): Activity {
  const id = `a-${ids++}`;
  return {
    ...{ id, at, cause, kind: 'launch', instance: undefined, status: 'successful', why: undefined },
    changes: [{ at, cause, from, to, min: undefined }],
    ...parts,
  };
}

/** What those activities, seen twice, make of ten. */
function askedAfter(activities: readonly Activity[], memory: Memory = BEGUN) {
  const fleet: Fleet = { ...fleetOf([]), activities };
  return askedSince(10, { ...memory, told: changesTold(fleet) }, fleet);
}

t.test('a scale-out raises what is asked for, whoever did it', (t) => {
  for (const cause of ['policy', 'schedule', 'person'] as const)
    t.match(askedAfter([tells(cause, 20, 23)]), { asked: 13 }, cause);
  t.end();
});

t.test('a scale-in takes from the surge first, and then from what is asked for', (t) => {
  t.match(
    askedAfter([tells('policy', 20, 10)]),
    { asked: 10, why: /within the surge/ },
    'a policy that saw twenty',
  );
  t.match(askedAfter([tells('policy', 20, 8)]), { asked: 8 });
  t.match(askedAfter([tells('policy', 10, 8)]), { asked: 8 }, 'no surge stands');
  t.match(askedAfter([tells('person', 20, 4)]), { asked: 4 });
  t.end();
});

t.test('several changes count in their order', (t) => {
  const activities = [tells('policy', 9, 12, 400), tells('person', 20, 9, 300)];
  t.match(askedAfter(activities), { asked: 12 });
  t.end();
});

t.test('one change that many activities tell counts once, and never again', (t) => {
  const activities = [tells('policy', 20, 22), tells('policy', 20, 22), tells('policy', 20, 22)];
  const found = askedAfter(activities);
  t.match(found, { asked: 12, counted: { length: 1 } });
  const later = recall(BEGUN, { type: 'asked', asked: 12, why: '', counted: [...(found?.counted ?? [])] });
  t.equal(askedAfter(activities, later), undefined);
  t.end();
});

t.test('what was so when the roll began does not count, nor what only one look told', (t) => {
  t.equal(askedAfter([tells('policy', 8, 10, 100)]), undefined);
  const fleet = { ...fleetOf([]), activities: [tells('policy', 20, 22)] };
  t.equal(askedSince(10, BEGUN, fleet), undefined);
  t.end();
});

t.test('what we did ourselves is no reason', (t) => {
  const lifted = recall(BEGUN, { type: 'wrote', settings: { min: 12 } });
  const byMinimum = tells('person', 10, 12);
  const change = { at: 200, cause: 'person', from: 10, to: 12, min: 12 } as const;
  t.equal(askedAfter([{ ...byMinimum, changes: [change] }], lifted), undefined);
  t.match(askedAfter([{ ...byMinimum, changes: [change] }]), { asked: 12 }, 'but by somebody else');
  const ended = recall(BEGUN, { type: 'ending', instance: 'i-1', at: 150, decrement: true });
  const byId = tells('driver', 10, 9, 200, { instance: 'i-1' });
  t.equal(askedAfter([byId], ended), undefined);
  t.match(askedAfter([byId]), { asked: 9 }, 'somebody else ended one');
  t.end();
});

t.test('a launch that AWS refused raises nothing, though its cause tells of a rise', async (t) => {
  const failed = { status: 'failed', why: 'InsufficientInstanceCapacity' } as const;
  t.equal(askedAfter([tells('driver', 20, 21, 200, failed)]), undefined);
  t.equal(askedAfter([tells('driver', 20, 21, 200, { status: 'under-way' })]), undefined);

  const place = await rollPlace(t, 'functions', 6);
  breakRegion(place.sim.region, { kind: 'no-capacity', words: ['eu-sim-1a'] });
  const { outcome, facts } = await place.rollTo(place.sim.image('new'));
  t.match(outcome, { kind: 'done', state: /^6 of 6 .*desired 6/ });
  t.notOk(facts.some(({ type }) => type === 'asked'));
});

t.test('somebody who scales out in mid-roll gets what they asked for', async (t) => {
  for (const cause of ['policy', 'person', undefined] as const) {
    for (let at = 5_000; at < 120_000; at += 5_000) {
      const model = new ModelGroup({ ...SIZES, drain: 30_000 });
      model.floor = 3;
      const scaled: number[] = [];
      model.at(at, () => {
        scaled.push(at);
        model.scale(model.desired + 2, cause);
      });
      const { outcome } = await runRoll(model, goalTo());
      t.match(outcome, { kind: 'done', left: [] });
      const want = scaled.length > 0 ? { 'ami-new': 5 } : { 'ami-new': 3 };
      if (!t.strictSame(model.serving(), want, `${cause ?? 'unexplained'} at ${at}`)) break;
      t.strictSame(model.complaints, []);
    }
  }
});

t.test('a scale-in in mid-roll leaves as many as were written, and never fewer', async (t) => {
  for (let at = 40_000; at < 75_000; at += 5_000) {
    const model = new ModelGroup({ ...SIZES, min: 0 });
    const scaled: number[] = [];
    model.at(at, () => {
      scaled.push(at);
      model.min = 0;
      model.scale(2, 'person');
    });
    const { outcome } = await runRoll(model, goalTo());
    t.equal(outcome.kind, 'done');
    t.strictSame(model.serving(), { 'ami-new': scaled.length > 0 ? 2 : 3 }, `at ${at}`);
  }
});

t.test('a minimum that somebody raises is asked for', async (t) => {
  const model = new ModelGroup({ ...SIZES, max: 8, fresh: () => ({ ...GOOD, boot: 60_000 }) });
  model.at(40_000, () => {
    model.min = 4;
  });
  const { outcome } = await runRoll(model, goalTo());
  t.match(outcome, { kind: 'done', left: [/minimum is 4, and was 1/] });
  t.strictSame(model.serving(), { 'ami-new': 4 });
});

t.test(
  'what is asked for survives the driver, and falls to what is desired when a roll is taken up again',
  async (t) => {
    const model = new ModelGroup(SIZES);
    const stop = new AbortController();
    model.at(20_000, () => {
      model.scale(model.desired + 1, 'policy');
    });
    model.at(42_000, () => {
      stop.abort();
    });
    const { outcome, facts } = await runRoll(
      model,
      goalTo({ policy: { ...POLICY, soak: 60_000 } }),
      stop.signal,
    );
    t.equal(outcome.kind, 'paused');
    t.match(
      facts.findLast(({ type }) => type === 'asked'),
      { asked: 4 },
    );
    model.min = 0;
    model.desired = 2;
    model.pass(30_000);
    const again = await runRoll(model, goalTo(), undefined, facts);
    t.equal(again.outcome.kind, 'done');
    t.strictSame(model.serving(), { 'ami-new': 2 });
  },
);
