import t from 'tap';
import type { RollFact } from '../../roll/facts.ts';
import type { Inheritance } from '../../roll/goal.ts';
import { inheritanceFrom } from '../../release/inheritance.ts';
import type { Recorded } from '../../ledger/facts.ts';
import { Killed, ModelGroup, type ModelOptions } from './model-group.ts';
import { driveOnce, goalTo, POLICY, runRoll } from './run-roll.ts';

const SIZES = { min: 1, max: 6, desired: 3 };

/** The ledger's facts of rolls that came to no end, each superseded by the next. */
function ledgerOf(...dead: readonly (readonly RollFact[])[]): Recorded[] {
  return dead.flatMap((facts, n): Recorded[] => {
    const about = { id: n, at: n, environment: 'it', roll: `r-${n}` };
    return [
      {
        ...about,
        fact: {
          type: 'roll-began',
          kind: 'roll',
          release: n + 2,
          image: `ami-${n}`,
          by: 'ann',
          resolved: {},
        },
      },
      ...facts.map((fact) => ({ ...about, fact: { type: 'roll-fact', fact } as const })),
      { ...about, fact: { type: 'roll-ended', outcome: 12, state: 'superseded' } },
    ];
  });
}

function takesOver(...dead: readonly (readonly RollFact[])[]): Inheritance | undefined {
  return inheritanceFrom(ledgerOf(...dead), `r-${dead.length - 1}`, 'web');
}

/** Has a roll to v2 die for good at one of its writes. @returns what it recorded */
async function dies(model: ModelGroup, at: number, goal = goalTo()): Promise<RollFact[]> {
  const facts: RollFact[] = [];
  const from = model.sent.length;
  model.kills = (call) => call === from + at;
  await driveOnce(model, goal, facts).catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error;
  });
  model.kills = undefined;
  return facts;
}

for (const ends of ['done', 'went-back'] as const) {
  t.test(`another release takes a dead roll's group over: ${ends}`, async (t) => {
    for (let at = 0; at < 22; at += 1) {
      const { model, found } = place({ ...SIZES, ...(ends === 'done' ? {} : { fresh: never('ami-third') }) });
      const dead = await dies(model, at);
      const inherited = takesOver(dead);
      const goal = goalTo({ roll: 'r-9', release: 'v3', image: 'ami-third', inherited });
      const { outcome } = await runRoll(model, goal);
      const image = ends === 'done' ? 'ami-third' : 'ami-old';
      t.match(outcome, { kind: ends, left: [] }, `it died at write ${at}`);
      // What served before, and the new one, unless that went back.
      const versions = ends === 'done' ? 2 : 1;
      const wanted = { ...REST, versions, serving: { [image]: 3 }, template: image };
      t.strictSame(found(), wanted, `it died at write ${at}`);
      t.strictSame(model.complaints, []);
    }
  });
}

t.test('those that a dead roll sent into Standby wait on with their time told, or are ended', async (t) => {
  for (const keepWarm of [3_600_000, 0]) {
    for (let at = 0; at < 24; at += 1) {
      const { model } = place(SIZES);
      const warmly = { ...POLICY, keepWarm: 3_600_000 };
      const dead = await dies(model, at, goalTo({ policy: warmly }));
      const policy = { ...POLICY, keepWarm };
      const inherited = takesOver(dead);
      const goal = goalTo({ roll: 'r-9', release: 'v3', image: 'ami-third', inherited, policy });
      const { outcome } = await runRoll(model, goal);
      t.match(outcome, { kind: 'done' }, `it died at write ${at}`);
      t.strictSame('left' in outcome && outcome.left, []);
      const waits = model.boxes.some(({ standby }) => standby);
      t.equal(waits, 'bakeroll:warm-until' in model.tags, 'whoever waits has a tag that says until when');
      t.equal(waits, keepWarm > 0);
    }
  }
});

t.test('a chain of dead rolls hands on what the first one found', async (t) => {
  const { model, found } = place(SIZES);
  const first = await dies(model, 12);
  const second = await dies(model, 5, goalTo({ roll: 'r-1', image: 'ami-b', inherited: takesOver(first) }));
  const third: RollFact[] = [];
  const inherited = takesOver(first, second, third);
  t.equal(inherited?.baseline.template.version, 7);
  t.equal(inherited?.left.versions.length, 2, 'both versions are still to be deleted');
  const { outcome } = await runRoll(
    model,
    goalTo({ roll: 'r-9', release: 'v4', image: 'ami-third', inherited }),
  );
  t.match(outcome, { kind: 'done', left: [] });
  t.strictSame(found(), { ...REST, versions: 2, serving: { 'ami-third': 3 }, template: 'ami-third' });
});

t.test('a dead roll that was the first of its environment has nothing to hand on', (t) => {
  t.equal(takesOver([]), undefined);
  t.end();
});

t.test('a rollback to what the dead roll began from makes no version, and ends what is new', async (t) => {
  for (const at of [6, 9, 12, 14]) {
    const { model, found } = place(SIZES);
    const inherited = takesOver(await dies(model, at));
    const goal = goalTo({ roll: 'r-9', kind: 'rollback', release: 'v1', image: 'ami-old', inherited });
    const { outcome } = await runRoll(model, goal);
    t.match(outcome, { kind: 'done', left: [] }, `it died at write ${at}`);
    t.strictSame(found(), { ...REST, versions: 1, serving: { 'ami-old': 3 }, template: 'ami-old' });
    t.strictSame(model.complaints, []);
  }
});

t.test('a version that cannot be deleted is said, and holds nothing up', async (t) => {
  const { model } = place({
    ...SIZES,
    mischief: (_, name) => (name === 'delete-version' ? 'refused' : undefined),
  });
  const inherited = takesOver(await dies(model, 12));
  const { outcome } = await runRoll(model, goalTo({ roll: 'r-9', image: 'ami-third', inherited }));
  t.match(outcome, { kind: 'done', left: [/version 8 of the template/] });
  const bad = new ModelGroup({
    ...SIZES,
    fresh: () => ({ boot: 5_000, healthy: undefined }),
    mischief: (_, name) => (name === 'delete-version' ? 'refused' : undefined),
  });
  const back = await runRoll(bad, goalTo({ policy: { ...POLICY, maxBadLaunches: 1 } }));
  t.match(back.outcome, { kind: 'went-back', left: [/version 8 of the template/] });
});

const REST = { sizes: '1 6 3 60 false', protected: 0 };

/** A group whose grace period is a minute. */
function place(options: ModelOptions) {
  const model = new ModelGroup(options);
  [model.floor, model.cap, model.grace] = [3, 6, 60];
  const found = () => ({
    sizes: `${model.min} ${model.max} ${model.desired} ${model.grace} ${String(model.rebalanceSuspended)}`,
    protected: model.boxes.filter((box) => box.protected).length,
    versions: model.versions.length,
    serving: model.serving(),
    template: model.templateImage,
  });
  return { model, found };
}

function never(image: string): NonNullable<ModelOptions['fresh']> {
  return (_, of) => (of === image ? { boot: 5_000, healthy: undefined } : { boot: 20_000, healthy: 10_000 });
}
