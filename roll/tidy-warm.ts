import type { World } from '../world/world.ts';
import { type FleetCloud, isOfAws } from './cloud.ts';
import type { Fleet, Member } from './fleet.ts';
import { CHUNK } from './rules/warm.ts';
import { TAG } from './tags.ts';

export interface TidyWarm {
  readonly cloud: FleetCloud;
  /** Those that rolls left in Standby. */
  readonly instances: readonly string[];
  /** Milliseconds between two looks. */
  readonly tick: number;
  /** Says that those are in Standby no more. Throws when the lease is lost. */
  readonly record: (instances: readonly string[]) => Promise<void>;
  readonly signal: AbortSignal;
}

/** So often one is asked to end before it is left, and said. */
const TRIES = 3;

/**
 * Ends those that rolls left in Standby, without decrement: desired stays as it is. The first one goes alone; where the group
 * launches another one for it ([R], ROLL.md 5), they go one by one, and the one too many each time.
 *
 * @returns what could not be ended
 */
export async function tidyWarm(world: World, order: TidyWarm): Promise<string[]> {
  const { cloud, tick, signal } = order;
  const tries = new Map<string, number>();
  let replaces: boolean | undefined;
  for (;;) {
    const before = await cloud.observe(undefined);
    const due = waiting(before, order).filter(({ id, entering }) => {
      return entering !== true && (tries.get(id) ?? 0) < TRIES;
    });
    if (due.length === 0 || signal.aborted)
      return leftOf(order, before, await untagged(cloud, before, order));
    const turn = due.slice(0, replaces === false ? CHUNK : 1);
    for (const { id } of turn) {
      tries.set(id, (tries.get(id) ?? 0) + 1);
      world.note({ step: 'tidy', text: `ends ${id}: it waited in Standby` });
      await attempt(world, () => cloud.end(id, false));
    }
    await world.clock.sleep(2 * tick);
    const after = await cloud.observe(undefined);
    const stay = new Set(waiting(after, order).map(({ id }) => id));
    await order.record(turn.map(({ id }) => id).filter((id) => !stay.has(id)));
    replaces = await evenOut(world, cloud, before, after);
  }
}

function waiting({ members }: Fleet, { instances }: TidyWarm): Member[] {
  return members.filter(({ id, life }) => life === 'standby' && instances.includes(id));
}

/** Ends with decrement what the group launched for those that were ended. @returns whether it launched any */
async function evenOut(world: World, cloud: FleetCloud, before: Fleet, after: Fleet): Promise<boolean> {
  const more = after.group.desired - before.group.desired;
  const known = new Set(before.members.map(({ id }) => id));
  const fresh = after.members.filter(({ id, life }) => !known.has(id) && life !== 'leaving');
  for (const { id } of fresh.slice(0, Math.max(0, more))) {
    world.note({ step: 'tidy', text: `ends ${id}: the group launched it for one that waited in Standby` });
    await attempt(world, () => cloud.end(id, true));
  }
  return more > 0;
}

async function untagged(cloud: FleetCloud, fleet: Fleet, order: TidyWarm): Promise<string[]> {
  if (waiting(fleet, order).length > 0 || fleet.tags[TAG.warm] === undefined) return [];
  try {
    await cloud.untag([TAG.warm]);
    return [];
  } catch (error) {
    if (!isOfAws(error)) throw error;
    return [`the tag ${TAG.warm} could not be taken off: ${error.message}`];
  }
}

function leftOf(order: TidyWarm, fleet: Fleet, untidy: readonly string[]): string[] {
  return [...waiting(fleet, order).map(({ id }) => `${id} is still in Standby`), ...untidy];
}

/** What AWS refuses, or does not answer, the next look shows. */
async function attempt(world: World, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isOfAws(error)) throw error;
    world.note({ step: 'tidy', text: `AWS: ${error.message}; looks again` });
  }
}
