import type { Action } from '../actions.ts';
import type { LaunchOrder } from '../facts.ts';
import type { Launch } from '../memory.ts';
import type { View } from '../view.ts';
import { shield } from './protection.ts';
import { act, type Decision, type Rule } from './rule.ts';
import { pointed } from './settings.ts';

/** What the group launched itself is counted in: for a minimum that was raised, or in the place of old ones that were ended. */
export const countIn: Rule = (view) =>
  act(
    ordersToGroup(view)
      .map((order) => ({ order, found: foundFor(order, view) }))
      .filter(({ order, found }) => found.length >= order.count || isOver(order, view))
      .map(({ order, found }) => ({ kind: 'count-in', attempt: order.attempt, instances: found })),
  );

/** Where desired stayed as LaunchInstances launched, scale-in ends as many again: from now on the minimum is raised instead. */
export const noticeKept: Rule = (view) => {
  const { memory, fleet, now, lifts } = view;
  const last = memory.launches.at(-1);
  if (lifts || last?.by !== undefined || last?.answer === undefined || last.desired === undefined)
    return undefined;
  const { desired, answer } = last;
  const batch = memory.launches.filter((launch) => launch.by === undefined && launch.at === last.at);
  const launched = new Set(batch.flatMap(({ answer }) => answer?.instances ?? []));
  // Scale-in may have ended them before any look: then an activity tells.
  const ended = fleet.activities.flatMap(({ kind, instance }) =>
    kind === 'terminate' ? (instance ?? []) : [],
  );
  const shown = [...fleet.members.map(({ id }) => id), ...ended].some((id) => launched.has(id));
  const fell = memory.decremented.size > last.ended;
  // Of one that was asked again others may have moved desired since it was ordered.
  const soon = now - answer.at < OVER && answer.at - (last.at ?? answer.at) < view.goal.policy.tick;
  const ours = (last.at ?? 0) >= (memory.looksSince ?? now);
  if (memory.raisesDesired || !ours || !shown || fell || !soon || fleet.group.desired > desired)
    return undefined;
  const held = heldBy(view);
  return act([{ kind: 'note-kept' }, ...(held > view.desired ? [holding(held)] : [])]);
};

/**
 * Launches by raising the minimum, which lifts desired with it and cannot lower one that others raised. What stands beyond
 * desired is wanted too: desired is lifted over it, before scale-in ends it.
 */
export function lift(view: View, count: number): Decision | undefined {
  const { wanted, memory, now, desired } = view;
  const from = heldBy(view);
  const to = from + Math.max(0, count);
  if (to <= desired) return undefined;
  if (count <= 0) return act([...shield(view), holding(to)]);
  const order: LaunchOrder = {
    ...{ attempt: memory.launches.length, zone: '', subnet: '', count, version: wanted },
    ...{ by: 'minimum', desired: from, at: now, known: knownOf(view) },
  };
  return act([...shield(view), ...pointed(view), { kind: 'lift', order, min: to }]);
}

/** Desired, as the ends that cannot be seen yet leave it, or what stands beyond it, while new ones are to be proven beside old ones. */
function heldBy({ fleet, standing, fresh, memory, asked, surge, desired }: View): number {
  const { max } = fleet.group;
  const proves = asked > 0 && fresh.some(({ id }) => !memory.proven.has(id));
  return proves ? Math.max(desired, Math.min(standing, asked + surge, max)) : desired;
}

function holding(min: number): Action {
  return { kind: 'write-settings', settings: { min }, why: 'what was launched is to stay' };
}

/** A minimum whose write got lost is raised again: that sets nothing new. What ended with decrement since took from desired. */
export function liftsToRepeat(view: View): readonly Launch[] {
  const { fleet, now, goal, memory } = view;
  return ordersToGroup(view).filter(({ by, desired = 0, count, at = 0, ended }) => {
    const lifted = desired + count - (memory.decremented.size - ended);
    return by === 'minimum' && now - at >= goal.policy.tick && fleet.group.desired < lifted;
  });
}

/** How many the group was told to launch and has not. */
export function awaitedOfGroup(view: View): number {
  return ordersToGroup(view)
    .map((order) => order.count - foundFor(order, view).length)
    .reduce((sum, one) => sum + Math.max(0, one), 0);
}

/** Those of the wanted version that are there before the group launches more. */
export function knownOf({ fleet, wanted }: View): string[] {
  return fleet.members.filter(({ version }) => version === wanted).map(({ id }) => id);
}

/** What the group was told to launch, and has not been counted in. */
export function ordersToGroup({ memory, wanted }: View): readonly Launch[] {
  return memory.launches.filter(
    ({ by, answer, version }) => by !== undefined && answer === undefined && version === wanted,
  );
}

function foundFor({ known = [], version, count }: Launch, { fleet, memory }: View): string[] {
  const before = new Set([...known, ...memory.launches.flatMap(({ answer }) => answer?.instances ?? [])]);
  return fleet.members
    .filter((member) => member.version === version && member.life !== 'standby' && !before.has(member.id))
    .map(({ id }) => id)
    .slice(0, count);
}

/** The group launches all that it wants for so long that nothing comes of the order any more: milliseconds. */
const OVER = 60_000;

function isOver({ at = 0 }: Launch, { fleet, standing, leaving, now }: View): boolean {
  return now - at > OVER && leaving.length === 0 && standing >= fleet.group.desired;
}
