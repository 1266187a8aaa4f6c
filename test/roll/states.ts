import type { Baseline } from '../../roll/facts.ts';
import type { Alarm, Fleet, Member } from '../../roll/fleet.ts';
import type { Goal } from '../../roll/goal.ts';
import { BLANK, type Memory } from '../../roll/memory.ts';
import type { Sighting } from '../../roll/sighting.ts';
import { NONE_IN_STANDBY } from '../../roll/standby.ts';
import type { Base } from './enumerated/goals.ts';
import type { Kind } from './enumerated/kinds.ts';
import { type Shape, stands } from './enumerated/shapes.ts';

const VERSIONS = { baseline: 7, goal: 8, strange: 9 };

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

/** A group at rest with those members, and nothing around it. */
export function fleetOf(members: readonly Member[]): Fleet {
  const sizes = { min: 1, max: 9, desired: members.length, grace: 0, rebalanceSuspended: false };
  return {
    ...{ at: NOW, members, group: { ...sizes, template: { id: 'lt-1', version: OLD }, places: PLACES } },
    ...{ activities: [], alarms: [], refresh: undefined, tags: {} },
  };
}

/** The state of that shape; undefined where AWS could not show it. */
export function stateOf(base: Base, shape: Shape): State | undefined {
  const { asked, max } = base;
  const cast = castOf(shape.kinds);
  const members = shape.restored ? cast.released : cast.members;
  const counted = members.filter(({ life }) => life !== 'leaving' && life !== 'standby').length;
  const desired = counted + shape.extra;
  if (desired < 0 || desired > max) return undefined;
  const least = Math.min(asked, desired, 1);
  const baseline: Baseline = {
    template: { id: 'lt-1', version: OLD },
    ...{ min: least, max, desired: asked, grace: 0, rebalanceSuspended: false, asked },
  };
  const warm = { instances: cast.ids.longer, until: NOW, template: baseline.template };
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
  const memory = { ...memoryOf(shape, baseline, cast, desired), ...passedOf(goal, shape) };
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

/** What a fleet's instances are, and what is remembered of them, however the roll stands. */
interface Cast {
  readonly members: readonly Member[];
  /** The same where the settings are as they were found: nobody is protected any more. */
  readonly released: readonly Member[];
  readonly ids: Readonly<Record<keyof typeof REMEMBERED, string[]>>;
  readonly sightings: Memory['sightings'];
}

/** Of which kinds the ids are remembered, by what they are remembered for. */
const REMEMBERED = {
  longer: /longer$/,
  waits: /waits$/,
  answered: /new (coming|healthy)/,
  oldProven: /old healthy/,
  proven: /new proven/,
  bad: /new bad/,
  leaving: /leaving/,
};

/** Made once a fleet: millions of states are of a few hundred fleets. */
const CASTS = new WeakMap<readonly Kind[], Cast>();

function castOf(kinds: readonly Kind[]): Cast {
  const known = CASTS.get(kinds);
  if (known !== undefined) return known;
  const members = kinds.map(memberOf);
  const idsIn = (test: RegExp) => members.flatMap(({ id }, i) => (test.test(kinds[i] ?? '') ? [id] : []));
  const cast = {
    members,
    released: members.map((member) => ({ ...member, protected: false })),
    ids: Object.fromEntries(
      Object.entries(REMEMBERED).map(([what, test]) => [what, idsIn(test)]),
    ) as unknown as Cast['ids'],
    sightings: new Map(
      members.map((member, i) => [member.id, sightingOf(kinds[i] ?? 'old healthy', member)]),
    ),
  };
  CASTS.set(kinds, cast);
  return cast;
}

function memberOf(kind: Kind, i: number): Member {
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
    protected: kind.startsWith('new proven'),
  };
}

function lifeOf(kind: Kind): Member['life'] {
  if (kind.endsWith('leaving')) return 'leaving';
  if (kind.includes('waits')) return 'standby';
  return /coming|late/.test(kind) ? 'coming' : 'serving';
}

function memoryOf(
  { phase, unanswered, late, template, resumed, pinned, refused, order: kept }: Shape,
  baseline: Baseline,
  { members, ids, sightings }: Cast,
  desired: number,
): Memory {
  const order = {
    attempt: 0,
    zone: 'a',
    subnet: 'subnet-a',
    count: 1,
    ended: 0,
    version: phase === 'back' ? OLD : NEW,
  };
  const known = { at: NOW - (late ? 90_000 : 5_000), desired: members.length - 1 };
  const answer = { at: NOW - 1_000, instances: ids.answered, refused: undefined };
  const launch = {
    minimum: { ...order, ...known, by: 'minimum' as const, answer: undefined },
    replacement: { ...order, ...known, by: 'replacement' as const, answer: undefined },
    kept: { ...order, at: NOW - 1_000, desired: members.length, answer },
  }[kept ?? 'kept'];
  const proven = phase === 'back' ? ids.oldProven : ids.proven;
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
    standby: new Set(ids.waits),
    waits: { ...NONE_IN_STANDBY, replaces: unanswered ? undefined : false, desired },
    proven: new Set(proven),
    bad: new Map(ids.bad.map((id) => [id, 'not healthy'])),
    ending: new Map(ids.leaving.map((id) => [id, NOW - 5_000])),
    protects: new Set(ids.proven),
    moved: phase !== 'unproven',
    goingBack: phase === 'back' ? 'it was bad' : undefined,
    backSince: phase === 'back' ? NOW - (late ? 10_000_000 : 60_000) : undefined,
    strangeSince: template === 'strange' ? NOW - (late ? 60_000 : 0) : undefined,
    sightings,
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
