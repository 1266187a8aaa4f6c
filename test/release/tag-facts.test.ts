import t from 'tap';
import type { Recorded } from '../../ledger/facts.ts';
import { rollFacts } from '../../ledger/folds/memory.ts';
import { rollbackTarget } from '../../ledger/folds/rollback.ts';
import { releases } from '../../ledger/folds/releases.ts';
import { status } from '../../ledger/folds/status.ts';
import { doubtsIn, factsOfTags, type Groups, type Told } from '../../release/tag-facts.ts';
import { newsOf } from '../../release/told-by-tags.ts';
import type { TaggedPlace } from '../../release/tagged-groups.ts';
import { recallTags } from '../../roll/from-tags.ts';
import type { GroupRecalled } from '../../roll/recall.ts';
import { descriptionOf, rollTags, servedTag, wentBackTag } from '../../roll/tags.ts';
import { goalTo, POLICY } from '../roll/run-roll.ts';

const AROUND = { region: 'eu-west-1', resolved: {} };
const PLACE = { ...AROUND, name: 'dev', world: { clock: { now: () => 5_000 } } } as unknown as TaggedPlace;
const BASELINE = {
  ...{ template: { id: 'lt-1', version: 3 }, min: 1, max: 6, desired: 2, asked: 2, grace: 0 },
  rebalanceSuspended: false,
};
const GOAL = goalTo({ fence: 7, alone: 'a', roll: 'r-7' });

/** A group with those tags, whose template has the version that the roll made, where it made one. */
function group(tags: Record<string, string>, made = true): GroupRecalled {
  const { template, min, max, desired, grace, rebalanceSuspended } = BASELINE;
  const fleet = {
    ...{ at: 0, members: [], activities: [], alarms: [], refresh: undefined, tags },
    group: { template, min, max, desired, grace, rebalanceSuspended, places: [] },
  };
  const versions = [
    { version: 3, image: 'ami-old', description: 'bakeroll r-3 v1, from version 2' },
    ...(made
      ? [{ version: 4, image: 'ami-new', description: descriptionOf(GOAL, { baseline: BASELINE }) }]
      : []),
  ];
  return { fleet, versions, recalled: recallTags({ fleet, versions, policy: POLICY }) };
}

function groups(of: Readonly<Record<string, GroupRecalled>>): Groups {
  return new Map(Object.entries(of));
}

function recorded(told: readonly Told[]): Recorded[] {
  return told.map((one, i) => ({ environment: 'dev', ...one, id: i + 1 }));
}

const UNPROVEN = rollTags(GOAL, { baseline: BASELINE }, { at: 'unproven' });
const PROVEN = rollTags(GOAL, { baseline: BASELINE }, { at: 'proven' });

t.test(
  'of an environment of two groups each is known by its own tags, and one without has not begun',
  (t) => {
    const facts = recorded(factsOfTags(groups({ web: group(PROVEN), workers: group({}, false) }), AROUND));
    t.match(status(facts).unfinished, { id: 'r-7', release: 2, image: 'ami-new', from: 1 });
    t.ok(rollFacts(facts, 'r-7', 'web').some(({ type }) => type === 'moved'));
    t.strictSame(rollFacts(facts, 'r-7', 'workers'), []);
    t.end();
  },
);

t.test('of two rolls that the groups name the higher fence is the last, and the other is said', (t) => {
  const before = rollTags(goalTo({ fence: 6, roll: 'r-6' }), { baseline: BASELINE }, { at: 'unproven' });
  const both = groups({ web: group(before), workers: group(UNPROVEN) });
  t.match(status(recorded(factsOfTags(both, AROUND))).unfinished, { id: 'r-7' });
  t.ok(doubtsIn(both).includes('web: its tags name the roll r-6, which is not the last one: left as it is'));
  t.end();
});

t.test('what served is known with its image, and a rollback goes to what a version was made for', (t) => {
  const served = servedTag({ ...GOAL, image: 'ami-new' });
  const facts = recorded(factsOfTags(groups({ web: group(served) }), AROUND));
  t.match(status(facts), { serves: { release: 2, image: 'ami-new' } });
  t.match(rollbackTarget(facts), { kind: 'to', leaving: 2, release: 1 });
  t.equal(releases(facts).get(1)?.image['eu-west-1'], 'ami-old');
  t.end();
});

t.test(
  'the ledger is told of a roll that goes on without it, under the number that it has for the image',
  (t) => {
    const release: Told = {
      at: 0,
      fact: { type: 'release-adopted', release: 42, image: { 'eu-west-1': 'ami-new' } },
    };
    const known = recorded([release]);
    const news = newsOf(known, groups({ web: group(UNPROVEN) }), PLACE);
    t.match(status([...known, ...recorded(news)]).unfinished, { id: 'r-7', release: 42 });
    const unknown = newsOf([], groups({ web: group(UNPROVEN) }), PLACE);
    t.match(
      unknown[0]?.fact,
      { type: 'release-adopted', release: 1 },
      'an image without a number gets the next',
    );
    t.end();
  },
);

t.test('a roll of somebody else’s ledger is not taken up', (t) => {
  const theirs = rollTags(goalTo({ fence: 9, roll: 'r-9' }), { baseline: BASELINE }, { at: 'unproven' });
  t.strictSame(newsOf([], groups({ web: group(theirs, false) }), PLACE), []);
  t.end();
});

t.test('the end of a roll that the ledger saw begin is told once', (t) => {
  const began: Told = {
    ...{ at: 0, roll: 'r-7' },
    fact: { type: 'roll-began', kind: 'roll', release: 2, image: 'ami-new', by: 'anna', resolved: {} },
  };
  for (const [tags, standing] of [
    [servedTag(GOAL), 'proven'],
    [wentBackTag(GOAL, 'v1 ami-old r-3'), 'went-back'],
    [wentBackTag(GOAL, undefined), 'went-back'],
  ] as const) {
    const of = groups({ web: group(tags) });
    const facts = recorded([began, ...newsOf(recorded([began]), of, PLACE)]);
    t.equal(status(facts).lastRoll?.standing.at, standing);
    t.strictSame(newsOf(facts, of, PLACE), []);
  }
  t.end();
});
