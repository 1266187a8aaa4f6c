import { saidGone } from '../gone.ts';
import { passesOver } from '../launch-faults.ts';
import type { Place } from '../fleet.ts';
import { spread } from '../numbers.ts';
import { excusedAway } from '../outage.ts';
import type { Launch } from '../memory.ts';
import type { View } from '../view.ts';
import { awaitedOfGroup, lift, liftsToRepeat } from './launch-by-group.ts';
import { shield } from './protection.ts';
import { act, type Rule } from './rule.ts';
import { pointed } from './settings.ts';
import { inStandby } from './warm.ts';

/** An id that LaunchInstances gave and that no look has shown yet is waited for so long: milliseconds (ROLL.md 3). */
export const UNSEEN = 60_000;

/** LaunchInstances takes so many a call (AWS.md 1.2). */
const MOST = 100;

/** A launch whose answer was lost is asked again with its token: it starts nothing twice. */
export const askAgain: Rule = (view) => {
  const { memory, wanted } = view;
  const lost = memory.launches.filter(
    ({ answer, version, by }) => answer === undefined && version === wanted && by === undefined,
  );
  return act([
    ...lost.map(({ answer, ended, ...order }) => ({ kind: 'launch', order }) as const),
    ...liftsToRepeat(view).map(
      ({ answer, ended, ...order }) =>
        ({ kind: 'lift', order, min: (order.desired ?? 0) + order.count }) as const,
    ),
  ]);
};

/** What is missing of the wanted version is launched, as far as surge and maximum let it. */
export const launchMissing: Rule = (view) => {
  const { terminateFirst, lifts, memory } = view;
  if (terminateFirst) return undefined;
  const count = Math.min(missingOf(view), roomOf(view));
  if (lifts) return lift(view, count);
  if (count <= 0) return undefined;
  return act([...(memory.raisesDesired ? [] : shield(view)), ...pointed(view), ...ordersFor(view, count)]);
};

/** How many of those that may stand do not, and are not on their way either. */
export function missingOf(view: View): number {
  const { fresh, memory, allowed } = view;
  const good = fresh.filter(({ id }) => !memory.bad.has(id));
  const coming = unseen(view) + view.standby.returning.length + excusedAway(view) + awaitedOfGroup(view);
  return allowed - good.length - coming - stillHere(view);
}

/** Of those whose end was asked for, how many no look has shown to go: AWS may not have taken it, and more of an unproven version may never stand than its first step allows (ROLL.md 1). */
function stillHere({ leaving, wanted, memory, back }: View): number {
  if (back || memory.moved) return 0;
  return leaving.filter(
    ({ version, life }) => version === wanted && (life === 'serving' || life === 'coming'),
  ).length;
}

/** How many more may exist: the surge beyond those asked for, and never above the group's maximum. */
export function roomOf(view: View): number {
  const { fleet, asked, surge, standing, lifts, memory } = view;
  const max = fleet.group.max - (memory.crowded === undefined ? 0 : inStandby(fleet.members));
  const { desired } = fleet.group;
  // A look that lags behind shows neither those that were launched nor that desired rose by them.
  const stand = Math.max(desired, lifts ? standing : standing + unseen(view));
  return Math.min(max, asked + surge) - stand;
}

/** One call a zone, and at most a hundred a call. */
function ordersFor(view: View, count: number) {
  const { memory, wanted, fresh, fleet, now } = view;
  // Ends that cannot be seen yet lower it too.
  const desired = Math.min(view.desired, fleet.group.desired);
  const taken = fresh.filter(({ id }) => !memory.bad.has(id)).map(({ zone }) => zone);
  const calls = spread(count, openPlaces(view), taken).flatMap(({ place, count }) =>
    parts(count).map((part) => ({ zone: place.zone, subnet: place.subnet, count: part })),
  );
  return calls.map((call, i) => {
    const attempt = memory.launches.length + i;
    const order = { ...call, attempt, version: wanted, desired, at: now };
    return { kind: 'launch', order } as const;
  });
}

function parts(count: number): number[] {
  return count <= MOST ? [count] : [MOST, ...parts(count - MOST)];
}

/** Where AWS has not refused to launch for the zone's sake; everywhere, when that is nowhere. */
export function openPlaces({ fleet, memory, wanted }: View): readonly Place[] {
  const refused = memory.launches.filter(
    ({ version, answer }, i) =>
      i >= (memory.crowded ?? 0) &&
      version === wanted &&
      answer?.refused !== undefined &&
      passesOver(answer.refused),
  );
  const open = fleet.group.places.filter(({ subnet }) => refused.every((launch) => launch.subnet !== subnet));
  return open.length > 0 ? open : fleet.group.places;
}

/** How many of the wanted version were launched and are not listed yet. */
export function unseen(view: View): number {
  const { memory, wanted } = view;
  const launches = memory.launches.filter(({ version }) => version === wanted);
  return launches.flatMap((launch) => unseenOf(launch, view)).length;
}

/** Those of a launch that no look has shown yet; what none has shown for a minute, or what ended, is not waited for. */
export function unseenOf(
  { answer }: Launch,
  { memory, fleet, now }: Pick<View, 'memory' | 'fleet' | 'now'>,
): string[] {
  if (answer === undefined || now - answer.at >= UNSEEN) return [];
  const gone = saidGone(fleet);
  return answer.instances.filter(
    (id) => !memory.sightings.has(id) && !memory.bad.has(id) && !memory.ending.has(id) && !gone.has(id),
  );
}
