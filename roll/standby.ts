import type { Instant } from '../world/clock.ts';
import type { RollFact } from './facts.ts';
import type { Fleet, Member } from './fleet.ts';
import type { Goal } from './goal.ts';
import type { Memory } from './memory.ts';

/** Of those in Standby the ones that bakeroll sent there; whoever else is there was put aside by a person, and is let alone. */
export interface Standby {
  /** They run what is to serve, and are called back. */
  readonly returning: readonly Member[];
  /** Of this roll's old ones: they wait, for a rollback, or until it is known that nothing goes back. */
  readonly kept: readonly Member[];
  /** Nobody goes back to them any more. */
  readonly spare: readonly Member[];
}

/** What bakeroll did to those in Standby, as this process remembers it. */
export interface StandbyMemory {
  /** When those were asked into Standby, and not called back since. */
  readonly sent: ReadonlyMap<string, Instant>;
  /** Who was called back: how often, and when last. */
  readonly called: ReadonlyMap<string, { readonly times: number; readonly last: Instant }>;
  /** Whose end in Standby was asked for, and how often. */
  readonly ended: ReadonlyMap<string, number>;
  /** When such an end was asked for last. */
  readonly endedLast: Instant | undefined;
  /** Whether the group launches another one for one that is ended in Standby ([R], ROLL.md 5): seen with the first one. */
  readonly replaces: boolean | undefined;
  /** How often it did: desired rose each time. */
  readonly replacements: number;
  /** Since when fewer stand than are desired, while some are in Standby. */
  readonly shortSince: Instant | undefined;
  /** Desired at the last look. */
  readonly desired: number | undefined;
  /** Who was in Standby at the last look. */
  readonly seen: ReadonlySet<string>;
}

export const NONE_IN_STANDBY: StandbyMemory = {
  sent: new Map(),
  called: new Map(),
  ended: new Map(),
  endedLast: undefined,
  replaces: undefined,
  replacements: 0,
  shortSince: undefined,
  desired: undefined,
  seen: new Set(),
};

/** What AWS does not do after so many tries is left, and said. */
const TRIES = 3;

/** A write that cannot be seen yet is not repeated within so many ticks (ROLL.md 5). */
const TICKS = 3;

interface Scene {
  readonly goal: Goal;
  readonly fleet: Fleet;
  readonly memory: Memory;
  readonly back: boolean;
  readonly wanted: number;
  readonly now: Instant;
}

/** Sorts those of bakeroll's that are in Standby, or on their way there. */
export function standbyOf({ goal, fleet, memory, back, wanted }: Scene): Standby {
  const ours = fleet.members.filter(({ id, life }) => life === 'standby' && isOurs(memory, goal, id));
  const goesBack = back || goal.kind === 'rollback';
  const returning = ours.filter(
    ({ id, version }) => goesBack && version === wanted && (memory.waits.called.get(id)?.times ?? 0) < TRIES,
  );
  const kept = ours.filter((member) => !goesBack && memory.standby.has(member.id));
  const spare = ours.filter((member) => !returning.includes(member) && !kept.includes(member));
  return { returning, kept, spare };
}

function isOurs({ standby }: Memory, { warm }: Goal, id: string): boolean {
  return standby.has(id) || (warm?.instances.includes(id) ?? false);
}

/** Whether it was just sent into Standby, and cannot be seen there yet. */
export function isJustSent({ waits }: Memory, { id, life }: Member, now: Instant, { policy }: Goal): boolean {
  const sent = waits.sent.get(id);
  return life === 'serving' && sent !== undefined && now - sent < TICKS * policy.tick;
}

/** Whether it was just called back, and cannot be seen to have left yet. */
export function isJustCalled({ waits }: Memory, { id }: Member, now: Instant, { policy }: Goal): boolean {
  const called = waits.called.get(id);
  return called !== undefined && now - called.last < TICKS * policy.tick;
}

/** Those whose end can be asked for: not yet asked for lately, nor too often. */
export function endable(members: readonly Member[], { memory, now, goal }: Scene): Member[] {
  return members.filter(({ id, entering }) => {
    const asked = memory.ending.get(id);
    const lately = asked !== undefined && now - asked < TICKS * goal.policy.tick;
    return entering !== true && !lately && (memory.waits.ended.get(id) ?? 0) < TRIES;
  });
}

/** Two looks after an end in Standby it is known what the group makes of it. */
export function isLearning({ waits }: Memory, now: Instant, { policy }: Goal): boolean {
  return waits.endedLast !== undefined && now - waits.endedLast <= 2 * policy.tick;
}

/** What is remembered of those in Standby, one look later. */
export function seeStandby({ waits }: Memory, fleet: Fleet, goal: Goal): StandbyMemory {
  const { at, group, members } = fleet;
  const seen = new Set(members.filter(({ life }) => life === 'standby').map(({ id }) => id));
  const { endedLast, desired } = waits;
  const standing = members.filter(({ life }) => life !== 'leaving' && life !== 'standby').length;
  const short = seen.size > 0 && standing < group.desired;
  const shortSince = short ? (waits.shortSince ?? at) : undefined;
  const next = { ...waits, seen, desired: group.desired, shortSince };
  if (endedLast === undefined || waits.replaces === false) return next;
  const learning = at - endedLast <= 2 * goal.policy.tick;
  const rose = desired !== undefined && group.desired > desired;
  if (learning && rose) return { ...next, replaces: true, replacements: waits.replacements + 1 };
  return learning || waits.replaces === true ? next : { ...next, replaces: false };
}

export function sentIntoStandby(
  waits: StandbyMemory,
  { instances, at }: Extract<RollFact, { type: 'standing-by' }>,
): StandbyMemory {
  if (at === undefined) return waits;
  return { ...waits, sent: new Map([...waits.sent, ...instances.map((id) => [id, at] as const)]) };
}

export function calledBackFrom(
  waits: StandbyMemory,
  { instances, at }: Extract<RollFact, { type: 'calling-back' }>,
): StandbyMemory {
  const calls = instances.map((id) => {
    return [id, { times: (waits.called.get(id)?.times ?? 0) + 1, last: at }] as const;
  });
  const sent = new Map([...waits.sent].filter(([id]) => !instances.includes(id)));
  return { ...waits, sent, called: new Map([...waits.called, ...calls]) };
}

export function endedInStandby(
  waits: StandbyMemory,
  { instance, at }: Extract<RollFact, { type: 'ending' }>,
): StandbyMemory {
  if (!waits.seen.has(instance)) return waits;
  const times = (waits.ended.get(instance) ?? 0) + 1;
  return { ...waits, endedLast: at, ended: new Map([...waits.ended, [instance, times]]) };
}
