import { spread } from '../numbers.ts';
import type { View } from '../view.ts';
import { act, type Rule } from './rule.ts';

/** A launch whose answer was lost is asked again with its token: it starts nothing twice. */
export const askAgain: Rule = ({ memory, wanted }) =>
  act(
    memory.launches
      .filter(({ answer, version }) => answer === undefined && version === wanted)
      .map(({ answer, ...order }) => ({ kind: 'launch', order })),
  );

/** What is missing of the wanted version is launched, as far as surge and maximum let it. */
export const launchMissing: Rule = (view) => {
  const { fleet, memory, wanted, fresh, asked, goalVersion, back } = view;
  const good = fresh.filter(({ id }) => !memory.bad.has(id));
  const count = Math.min(asked - good.length - unseen(view), roomOf(view));
  if (count <= 0) return undefined;
  const attempt = memory.launches.length;
  const orders = spread(
    count,
    fleet.group.places,
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
function roomOf({ fleet, asked, surge, desired }: View): number {
  return Math.min(fleet.group.max, asked + surge) - desired;
}

/** Launched, and not listed yet. */
function unseen({ memory, wanted }: View): number {
  const ids = memory.launches.flatMap(({ version, answer }) =>
    version === wanted ? (answer?.instances ?? []) : [],
  );
  return ids.filter((id) => !memory.sightings.has(id) && !memory.bad.has(id)).length;
}
