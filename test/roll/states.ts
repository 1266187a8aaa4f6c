import type { Baseline } from '../../roll/facts.ts';
import type { Alarm, Fleet, Member } from '../../roll/fleet.ts';
import type { Goal } from '../../roll/goal.ts';
import { BLANK, type Memory } from '../../roll/memory.ts';
import type { Sighting } from '../../roll/sighting.ts';
import { NONE_IN_STANDBY } from '../../roll/standby.ts';
import { goalTo, POLICY } from './run-roll.ts';

/** What an instance may be: of the baseline's version (`old …`) or the goal's (`new …`). */
export const KINDS = [
  'old healthy',
  'old sick',
  'old coming',
  'old leaving',
  'new coming',
  'new late',
  'new healthy',
  'new sampled',
  'new proven',
  'new proven sick',
  'new bad',
  'new leaving',
] as const;

export type Kind = (typeof KINDS)[number] | (typeof RARE)[number];

/** What is rarer, and is met by small fleets alone: `stray` is of a dead roll's version, `waits` is in Standby, sent there by this roll or by an earlier one. */
const RARE = ['stray healthy', 'stray sick', 'old waits', 'old waits longer', 'new waits longer'] as const;
/** The largest fleet that has one of those. */
const SMALL = 2;

/** How far the roll is. */
export const PHASES = ['unproven', 'moved', 'back'] as const;

const VERSIONS = { baseline: 7, goal: 8, strange: 9 };

export interface Shape {
  readonly kinds: readonly Kind[];
  readonly phase: (typeof PHASES)[number];
  /** Desired, beyond the instances that count. */
  readonly extra: number;
  readonly pinned: boolean;
  readonly template: 'baseline' | 'goal' | 'strange';
  /** Whether the settings are as they were found. */
  readonly restored: boolean;
  readonly unanswered: boolean;
  /** What the group was told to launch itself; or it launched, and desired stayed where it was. */
  readonly order?: 'minimum' | 'replacement' | 'kept' | undefined;
  /** Whether the driver has just taken the roll up again. */
  readonly resumed?: boolean;
  /** Whether a launch was refused, and whether it is known that those in Standby are why. */
  readonly refused?: 'fresh' | 'known' | undefined;
  readonly late: boolean;
}

export interface State {
  readonly goal: Goal;
  readonly fleet: Fleet;
  readonly memory: Memory;
}

export const OLD = 7;
export const NEW = 8;
const STRAY = 6;
const NOW = Date.UTC(2026, 10, 21, 9);
const PLACES = [
  { zone: 'a', subnet: 'subnet-a' },
  { zone: 'b', subnet: 'subnet-b' },
];

/** One of the states that are enumerated, and what it was made of. */
export interface Enumerated extends State {
  readonly base: Base;
  readonly shape: Shape;
}

/** Every state that is enumerated, of fleets with at most `most` members. */
export function* states(most: number): Generator<Enumerated> {
  for (const kinds of fleets(most))
    for (const shape of shapes(kinds)) {
      for (const base of goals(kinds.length)) yield* enumerated(base, shape);
      if (isCalm(shape)) for (const base of careful()) yield* enumerated(base, shape);
    }
}

function* enumerated(base: Base, shape: Shape): Generator<Enumerated> {
  const state = stateOf(base, shape);
  if (state !== undefined) yield { base, shape, ...state };
}

/** Nothing is under way, and everything is as it should be: then a roll ends, soaks or waits, and is met with many more policies. */
function isCalm(shape: Shape): boolean {
  const { extra, pinned, unanswered, late } = shape;
  return extra === 0 && !pinned && !unanswered && !late && stands(shape);
}

/** Each policy of a few steps, and of none. */
function* careful(): Generator<Base> {
  for (const asked of [0, 1, 2, 3])
    for (const percent of [100, 90, 75, 50, 25, 10])
      for (const surge of [{ count: 1 }, { count: 2 }])
        for (const max of [asked + 1, 6])
          for (const steps of [undefined, CAREFUL])
            yield {
              goal: goalTo({ policy: { ...POLICY, ...steps, surge, minHealthy: { percent } } }),
              asked,
              max,
            };
}

/** Each multiset of kinds with at most `most` members. */
function* fleets(most: number): Generator<Kind[]> {
  yield* multisets(KINDS, most);
  for (const fleet of multisets([...KINDS, ...RARE], Math.min(most, SMALL)))
    if (fleet.some(isRare)) yield fleet;
}

function isRare(kind: Kind): boolean {
  return (RARE as readonly Kind[]).includes(kind);
}

function* multisets(kinds: readonly Kind[], most: number, from = 0): Generator<Kind[]> {
  yield [];
  if (most === 0) return;
  for (let i = from; i < kinds.length; i += 1) {
    const kind = kinds[i];
    if (kind === undefined) continue;
    for (const rest of multisets(kinds, most - 1, i)) yield [kind, ...rest];
  }
}

/** What every fleet meets, in each combination. */
interface Ordinary {
  readonly phase: Shape['phase'];
  readonly extra: number;
  readonly pinned: boolean;
  readonly template: Shape['template'];
  readonly unanswered: boolean;
  readonly restored: boolean;
}

/** What is out of the ordinary, one thing at a time: somebody else's template, a deadline that has passed, a driver that takes the roll up, launches that the group makes itself, or that it refused. */
type Odd = Partial<Pick<Shape, 'template' | 'late' | 'resumed' | 'refused' | 'order'>>;

const ODD: readonly Odd[] = [
  {},
  { late: true },
  { template: 'strange' },
  { template: 'strange', late: true },
  { resumed: true },
  { order: 'minimum' },
  { order: 'replacement' },
  { order: 'kept' },
];

/** Where some wait in Standby, a launch may have been refused for them. */
const REFUSED: readonly Odd[] = [{ refused: 'fresh' }, { refused: 'known' }];

/** Each way a roll may stand over those instances. */
function* shapes(kinds: readonly Kind[]): Generator<Shape> {
  const odd = kinds.some((kind) => kind.includes('waits')) ? [...ODD, ...REFUSED] : ODD;
  for (const ordinary of ordinaries(kinds))
    for (const one of odd) if (meets(kinds, ordinary, one)) yield { kinds, late: false, ...ordinary, ...one };
}

function* ordinaries(kinds: readonly Kind[]): Generator<Ordinary> {
  const both = [false, true];
  for (const phase of PHASES)
    for (const extra of [-1, 0, 1])
      for (const pinned of both)
        for (const template of ['baseline', 'goal'] as const)
          for (const unanswered of both)
            for (const restored of kinds.length < 3 || extra === 0 ? both : [false]) {
              const one = { phase, extra, pinned, template, unanswered, restored };
              if (kinds.length < 3 || stands(one) || (extra === 0 && !unanswered)) yield one;
            }
}

/** Whether the group is on the version that it is to be on in that phase. */
function stands({ template, phase }: Pick<Shape, 'template' | 'phase'>): boolean {
  return template === (phase === 'moved' ? 'goal' : 'baseline');
}

/** Fleets of one meet all that is odd; those of two what does not end the look at once, where desired is as they are; the largest nothing of it. */
function meets({ length }: readonly Kind[], { extra, unanswered }: Ordinary, odd: Odd): boolean {
  if (odd.order !== undefined && !unanswered) return false;
  if (Object.keys(odd).length === 0 || length < 2) return true;
  const ends = odd.template === 'strange' || odd.resumed === true;
  return length < 3 && extra === 0 && !ends;
}

/** A canary, and a step for a person after it. */
export const CAREFUL = {
  ...{ ...POLICY, canary: 1, canarySoak: 60_000 },
  steps: [{ to: { percent: 50 }, soak: 10_000, pause: true }],
};

/** Each goal and baseline: how many are asked for, and how. The largest fleets meet rolls alone: a rollback differs in the template only. */
function* goals(members: number): Generator<Base> {
  if (members < 4) yield* tight();
  if (members < 4)
    for (const asked of [1, 2])
      for (const around of members < 3 ? AROUND : AROUND_ALL)
        yield { goal: goalTo({ policy: CAREFUL }), asked, max: 6, around };
  if (members < 3)
    for (const asked of [1, 2])
      for (const max of [asked, asked + 1, 6])
        yield { goal: goalTo({ policy: { ...POLICY, keepWarm: 3_600_000 } }), asked, max };
  for (const kind of members < 3 ? (['roll', 'rollback'] as const) : (['roll'] as const))
    for (const asked of [0, 1, 2])
      for (const surge of [{ count: 1 }, { percent: 100 }])
        for (const percent of [100, 50])
          for (const max of members < 3 ? [asked + 1, 6] : [asked + 1])
            yield {
              goal: goalTo({ kind, policy: { ...POLICY, surge, minHealthy: { percent } } }),
              asked,
              max,
            };
}

/** Groups without room, where old ones go first, and groups that launch when their minimum is raised. */
function* tight(): Generator<{ goal: Goal; asked: number; max: number }> {
  const half = { ...POLICY, minHealthy: { percent: 50 } };
  for (const asked of [1, 2, 3]) {
    yield { goal: goalTo({ policy: half }), asked, max: asked };
    yield { goal: goalTo({ policy: { ...half, max: 'raise' } }), asked, max: asked };
    for (const max of [asked + 1, 6]) yield { goal: goalTo({ launchBy: 'min-size' }), asked, max };
  }
}

/** A group at rest with those members, and nothing around it. */
export function fleetOf(members: readonly Member[]): Fleet {
  const sizes = { min: 1, max: 9, desired: members.length, grace: 0, rebalanceSuspended: false };
  return {
    ...{ at: NOW, members, group: { ...sizes, template: { id: 'lt-1', version: OLD }, places: PLACES } },
    ...{ activities: [], alarms: [], refresh: undefined, tags: {} },
  };
}

/** What is around the group: an alarm that rings or has no data, or an outage in which the old ones fail too. */
const AROUND = ['quiet', 'ringing', 'silent', 'outage', 'refreshed'] as const;
/** What the largest fleets meet of it. */
const AROUND_ALL = ['quiet', 'outage'] as const;

export interface Base {
  readonly goal: Goal;
  readonly asked: number;
  readonly max: number;
  readonly around?: (typeof AROUND)[number];
}

/** The state of that shape; undefined where AWS could not show it. */
export function stateOf(base: Base, shape: Shape): State | undefined {
  const { asked, max } = base;
  const members = shape.kinds.map((kind, i) => memberOf(kind, i, shape.restored));
  const counted = members.filter(({ life }) => life !== 'leaving' && life !== 'standby').length;
  const desired = counted + shape.extra;
  if (desired < 0 || desired > max) return undefined;
  const least = Math.min(asked, desired, 1);
  const baseline: Baseline = {
    template: { id: 'lt-1', version: OLD },
    ...{ min: least, max, desired: asked, grace: 0, rebalanceSuspended: false, asked },
  };
  const warm = { instances: idsIn(members, shape.kinds, /longer$/), until: NOW, template: baseline.template };
  const goal = { ...base.goal, warm, began: shape.late ? NOW - 10_000_000 : NOW - 60_000 };
  const settings = shape.restored
    ? { grace: 0, rebalanceSuspended: false }
    : { grace: 300, rebalanceSuspended: true };
  const fleet: Fleet = {
    at: NOW,
    group: {
      ...{ min: shape.pinned ? desired : least, max, desired, ...settings },
      ...{ template: { id: 'lt-1', version: VERSIONS[shape.template] }, places: PLACES },
    },
    members,
    ...{ activities: [], alarms: alarmsIn(base.around), tags: {} },
    refresh: base.around === 'refreshed' ? 'refresh-1' : undefined,
  };
  const memory = { ...memoryOf(shape, baseline, members, desired), ...passedOf(goal, shape) };
  return { goal, fleet, memory: base.around === 'outage' ? excusing(memory, members) : memory };
}

function alarmsIn(around: Base['around']): Alarm[] {
  if (around !== 'ringing' && around !== 'silent') return [];
  const state = around === 'ringing' ? 'alarm' : 'no-data';
  return [{ name: '5xx', state, since: NOW - 3_600_000, period: 60_000, read: NOW }];
}

/** Whatever new one fails is not to blame for it. */
function excusing(memory: Memory, members: readonly Member[]): Memory {
  const sick = new Set(
    members.filter(({ version, healthy }) => version === NEW && !healthy).map(({ id }) => id),
  );
  const sightings = [...memory.sightings].map(
    ([id, seen]) => [id, { ...seen, excused: sick.has(id) ? NOW : undefined }] as const,
  );
  return { ...memory, sightings: new Map(sightings) };
}

/** Where the settings are as they were found, nobody is protected any more. */
function memberOf(kind: Kind, i: number, restored: boolean): Member {
  const life = lifeOf(kind);
  const fresh = kind.startsWith('new');
  return {
    id: `i-${i}`,
    zone: i % 2 === 0 ? 'a' : 'b',
    version: fresh ? NEW : kind.startsWith('stray') ? STRAY : OLD,
    image: fresh ? 'ami-new' : 'ami-old',
    life,
    healthy: /healthy|sampled|proven$/.test(kind),
    reason: undefined,
    crashed: undefined,
    protected: kind.startsWith('new proven') && !restored,
  };
}

function idsIn(members: readonly Member[], kinds: readonly Kind[], test: RegExp): string[] {
  return members.flatMap(({ id }, i) => (test.test(kinds[i] ?? '') ? [id] : []));
}

function lifeOf(kind: Kind): Member['life'] {
  if (kind.endsWith('leaving')) return 'leaving';
  if (kind.includes('waits')) return 'standby';
  return /coming|late/.test(kind) ? 'coming' : 'serving';
}

function memoryOf(
  { kinds, phase, unanswered, late, template, resumed, pinned, refused, order: kept }: Shape,
  baseline: Baseline,
  members: readonly Member[],
  desired: number,
): Memory {
  const idsOf = (test: RegExp) => idsIn(members, kinds, test);
  const order = {
    attempt: 0,
    zone: 'a',
    subnet: 'subnet-a',
    count: 1,
    ended: 0,
    version: phase === 'back' ? OLD : NEW,
  };
  const known = { at: NOW - (late ? 90_000 : 5_000), desired: members.length - 1 };
  const answer = { at: NOW - 1_000, instances: idsOf(/new (coming|healthy)/), refused: undefined };
  const launch = {
    minimum: { ...order, ...known, by: 'minimum' as const, answer: undefined },
    replacement: { ...order, ...known, by: 'replacement' as const, answer: undefined },
    kept: { ...order, at: NOW - 1_000, desired: members.length, answer },
  }[kept ?? 'kept'];
  const proven = phase === 'back' ? idsOf(/old healthy/) : idsOf(/new proven/);
  return {
    ...BLANK,
    baseline,
    version: NEW,
    wrote: [
      { min: baseline.min, version: OLD, grace: 300, rebalanceSuspended: true },
      ...(pinned && phase === 'back' ? [{ min: desired }] : []),
    ],
    looksSince: NOW - 2_000,
    resume: resumed ? 'begins' : 'done',
    deleted: late,
    launches: [
      ...(refused === undefined ? [] : [{ ...order, answer: { at: NOW, instances: [], refused: 'above' } }]),
      ...(unanswered ? [kept === undefined ? { ...order, answer: undefined } : launch] : []),
    ],
    crowded: refused === 'known' ? 1 : undefined,
    standby: new Set(idsOf(/waits$/)),
    waits: { ...NONE_IN_STANDBY, replaces: unanswered ? undefined : false, desired },
    proven: new Set(proven),
    bad: new Map(idsOf(/new bad/).map((id) => [id, 'not healthy'])),
    ending: new Map(idsOf(/leaving/).map((id) => [id, NOW - 5_000])),
    protects: new Set(idsOf(/new proven/)),
    moved: phase !== 'unproven',
    goingBack: phase === 'back' ? 'it was bad' : undefined,
    backSince: phase === 'back' ? NOW - (late ? 10_000_000 : 60_000) : undefined,
    strangeSince: template === 'strange' ? NOW - (late ? 60_000 : 0) : undefined,
    sightings: new Map(
      members.map((member, i) => [member.id, sightingOf(kinds[i] ?? 'old healthy', member)]),
    ),
  };
}

/** A careful roll soaks its canary while it is unproven, and waits for a person afterwards; the settings of any are put back when it has passed. */
function passedOf(
  { policy }: Goal,
  { phase, template, restored }: Shape,
): Pick<Memory, 'passed' | 'soakSince'> {
  const all = phase === 'moved' && restored ? [policy.steps.length] : [];
  const some = stands({ template, phase }) ? [-1, ...(phase === 'moved' ? [0] : [])] : [];
  return { passed: new Set(policy.canary > 0 ? some : all), soakSince: NOW - 30_000 };
}

function sightingOf(kind: Kind, { zone, version }: Member): Sighting {
  const long = NOW - 3_000_000;
  const healthy = /healthy|sampled|proven$/.test(kind);
  const waiting = /coming|late/.test(kind);
  return {
    ...{ zone, version, beside: [], excused: undefined },
    leavingSince: /leaving/.test(kind) ? NOW - 5_000 : undefined,
    first: kind === 'new coming' ? NOW - 10_000 : long,
    servingSince: waiting ? undefined : NOW - 20_000,
    healthyFrom: healthy || /proven sick/.test(kind) ? NOW - 50_000 : undefined,
    healthySince: healthy ? NOW - 10_000 : undefined,
    unhealthySince: /proven sick/.test(kind) ? NOW - 1_000 : undefined,
    samples: /sampled|proven$|old healthy/.test(kind) ? 2 : healthy ? 1 : 0,
    sampled: healthy ? NOW : undefined,
    missing: 0,
  };
}
