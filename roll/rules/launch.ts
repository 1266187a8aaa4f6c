import type { Place } from '../fleet.ts';
import { spread } from '../numbers.ts';
import { excusedAway } from '../outage.ts';
import type { View } from '../view.ts';
import { act, type Rule } from './rule.ts';
import { inStandby } from './warm.ts';

/** An id that LaunchInstances gave and that no look has shown yet is waited for so long: milliseconds (ROLL.md 3). */
export const UNSEEN = 60_000;

/** A launch whose answer was lost is asked again with its token: it starts nothing twice. */
export const askAgain: Rule = ({ memory, wanted }) =>
  act(
    memory.launches
      .filter(({ answer, version }) => answer === undefined && version === wanted)
      .map(({ answer, ...order }) => ({ kind: 'launch', order })),
  );

/** What is missing of the wanted version is launched, as far as surge and maximum let it. */
export const launchMissing: Rule = (view) => {
  const { fleet, memory, wanted, fresh, allowed, goalVersion, back } = view;
  const good = fresh.filter(({ id }) => !memory.bad.has(id));
  const coming = unseen(view) + view.standby.returning.length + excusedAway(view);
  const count = Math.min(allowed - good.length - coming, roomOf(view));
  if (count <= 0) return undefined;
  const attempt = memory.launches.length;
  const orders = spread(
    count,
    openPlaces(view),
    good.map(({ zone }) => zone),
  ).map(({ place, count }, i) => ({
    attempt: attempt + i,
    zone: place.zone,
    subnet: place.subnet,
    count,
    version: wanted,
  }));
  const pointed = fleet.group.template.version === wanted;
  return act([
    ...(pointed || back
      ? []
      : [{ kind: 'write-settings', settings: { version: goalVersion }, why: 'to launch it' } as const]),
    ...orders.map((order) => ({ kind: 'launch', order }) as const),
  ]);
};

/** How many more may exist: the surge beyond those asked for, and never above the group's maximum. */
function roomOf({ fleet, asked, surge, memory }: View): number {
  const max = fleet.group.max - (memory.crowded === undefined ? 0 : inStandby(fleet.members));
  return Math.min(max, asked + surge) - fleet.group.desired;
}

/** Where AWS has not refused to launch; everywhere, when that is nowhere. */
export function openPlaces({ fleet, memory, wanted }: View): readonly Place[] {
  const refused = memory.launches.filter(
    ({ version, answer }, i) =>
      i >= (memory.crowded ?? 0) && version === wanted && answer?.refused !== undefined,
  );
  const open = fleet.group.places.filter(({ subnet }) => refused.every((launch) => launch.subnet !== subnet));
  return open.length > 0 ? open : fleet.group.places;
}

/** How many were launched and are not listed yet; what no look has shown for a minute is not waited for. */
export function unseen({ memory, wanted, now }: View): number {
  const ids = memory.launches.flatMap(({ version, answer }) =>
    version === wanted && answer !== undefined && now - answer.at < UNSEEN ? answer.instances : [],
  );
  return ids.filter((id) => !memory.sightings.has(id) && !memory.bad.has(id) && !memory.ending.has(id))
    .length;
}
