import type { Action } from '../actions.ts';
import type { Member } from '../fleet.ts';
import { endable, isJustCalled, isLearning } from '../standby.ts';
import type { View } from '../view.ts';
import { fromEmptiest } from '../zones.ts';
import { unseen } from './launch.ts';
import { act, type Decision, type Rule } from './rule.ts';
import { isSettled } from './settings.ts';

/** EnterStandby and ExitStandby take at most so many (AWS.md 1.2). */
export const CHUNK = 20;

/** Those that earlier rolls left in Standby are ended first: nobody goes back to them any more (ROLL.md 5). */
export const endOlderWarm: Rule = (view) =>
  endInStandby(view, view.standby.spare, 'an earlier roll left it in Standby, and nobody goes back to it');

/** Those of what is to serve that wait in Standby leave it before anything is launched, as many in a turn as the group's maximum lets (ROLL.md 5). */
export const callBack: Rule = (view) => {
  const { standby, fleet, fresh, memory, asked, now, goal } = view;
  const called = standby.returning.filter((member) => isJustCalled(memory, member, now, goal));
  const ready = standby.returning.filter((member) => member.entering !== true && !called.includes(member));
  const good = fresh.filter(({ id }) => !memory.bad.has(id));
  const missing = asked - good.length - unseen(view) - called.length;
  const { max, desired } = fleet.group;
  const count = Math.min(missing, max - desired - called.length, CHUNK);
  const instances = fromEmptiest(ready, good)
    .slice(0, Math.max(0, count))
    .map(({ id }) => id);
  return instances.length === 0 ? undefined : act([{ kind: 'call-back', instances }]);
};

/** A launch that was refused although it fits, or a group that does not launch what it lacks, while some are in Standby: those count towards the maximum, and their room is not there ([R], ROLL.md 5). */
export const standbyCounts: Rule = (view) => {
  const { memory, fleet } = view;
  if (memory.crowded !== undefined) return undefined;
  const { max, desired } = fleet.group;
  const waiting = inStandby(fleet.members);
  const more = wasRefused(view) ?? (isShort(view) ? 0 : undefined);
  if (more === undefined) return undefined;
  const fits = desired + more <= max && desired + waiting + more > max;
  return fits ? act([{ kind: 'count-standby', launches: memory.launches.length }]) : undefined;
};

/** How many the last launch asked for, where AWS launched none of them. */
function wasRefused({ memory, wanted }: View): number | undefined {
  const last = memory.launches.findLast(({ version }) => version === wanted);
  const { answer } = last ?? {};
  return answer?.refused !== undefined && answer.instances.length === 0 ? last?.count : undefined;
}

/** So many ticks a group has to launch what it lacks. */
const PATIENCE = 6;

function isShort({ memory, now, goal }: View): boolean {
  const { shortSince } = memory.waits;
  return shortSince !== undefined && now - shortSince > PATIENCE * goal.policy.tick;
}

/** Where those in Standby count towards the maximum, they give their room up to those that are to serve. */
export const makeRoom: Rule = (view) => {
  const { memory, standby, fleet, fresh, allowed } = view;
  if (memory.crowded === undefined) return undefined;
  const good = fresh.filter(({ id }) => !memory.bad.has(id));
  const missing = allowed - good.length - unseen(view) - standby.returning.length;
  const room = fleet.group.max - fleet.group.desired - inStandby(fleet.members);
  // What stands above the maximum keeps the group itself from launching.
  const give = standby.kept.slice(0, Math.max(0, -room, missing - Math.max(0, room)));
  return endInStandby(view, give, 'it takes the room of one that is to serve');
};

/** Those in Standby that the roll does not leave for a rollback are ended before it ends. */
export const endIdle: Rule = (view) =>
  isSettled(view) ? endInStandby(view, idle(view), 'it waits in Standby, and is not needed') : undefined;

/** Whom the roll, once it is at its end, does not leave in Standby. */
export function idle({ standby, goal, back }: View): Member[] {
  const stay = !back && goal.kind === 'roll' && goal.policy.keepWarm > 0;
  return [...standby.returning, ...standby.spare, ...(stay ? [] : standby.kept)];
}

/** Who of those that may go now is sent into Standby: healthy ones of the baseline, and no more than would serve. */
export function keptWarm(view: View, going: readonly Member[]): Member[] {
  const { goal, back, baseline, standby, asked } = view;
  if (back || goal.kind !== 'roll' || goal.policy.keepWarm === 0) return [];
  const fit = going.filter(({ healthy, version }) => healthy && version === baseline.template.version);
  return fit.slice(0, Math.max(0, Math.min(CHUNK, asked - standby.kept.length)));
}

/** How many are in Standby, by whomever. */
export function inStandby(members: readonly Member[]): number {
  return members.filter(({ life }) => life === 'standby').length;
}

/**
 * Never with decrement. The first one goes alone: it shows whether the group launches another one for it; then all go one by one,
 * and each time the one too many goes before the next ([R], ROLL.md 5).
 */
function endInStandby(view: View, members: readonly Member[], why: string): Decision | undefined {
  const { memory, now, goal, desired, asked, turn } = view;
  const due = endable(members, view);
  if (due.length === 0) return undefined;
  const one = memory.waits.replaces !== false;
  if (one && isLearning(memory, now, goal))
    return { kind: 'wait', for: 'what the group makes of an end in Standby', until: undefined };
  // It was launched, and goes first; where the group has no room to launch it, this end makes some.
  if (memory.waits.replaces === true && desired > asked && !isShort(view)) return undefined;
  if (turn === 0) return { kind: 'wait', for: 'the next tick: so many go in one', until: undefined };
  return act(
    due.slice(0, Math.min(one ? 1 : CHUNK, turn)).map(({ id }): Action => ({
      kind: 'end',
      instance: id,
      decrement: false,
      why,
    })),
  );
}
