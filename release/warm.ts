import type { Lease } from '../ledger/lease.ts';
import { status } from '../ledger/folds/status.ts';
import { type Warm, warm } from '../ledger/folds/warm.ts';
import { fleetCloud } from '../roll/fleet-cloud.ts';
import { tidyWarm } from '../roll/tidy-warm.ts';
import { countedAt } from '../world/aws/fleet/counted.ts';
import { Failure } from '../world/failure.ts';
import { newRollId } from './roll-id.ts';
import type { Session } from './session.ts';

/** What came of the warm ones of one group. */
export interface WarmTidied {
  readonly group: string;
  readonly instances: readonly string[];
  /** What could not be ended. */
  readonly left: readonly string[];
}

/**
 * Ends those in Standby whose time has passed, under a lease of its own: for `tidy`, and for whoever comes next (ROLL.md 5). Of a
 * roll that did not come to its end none is touched: it may call them back.
 *
 * @throws Failure `held`
 */
export async function endPassed(session: Session): Promise<WarmTidied[]> {
  const passed = await passedWarm(session);
  if (passed.length === 0) return [];
  const { ledger, name, by, lockWait } = session;
  const lease = await ledger.acquire(name, { who: by }, { wait: lockWait });
  try {
    // As it is under the lease: somebody else may have been here.
    const tidied: WarmTidied[] = [];
    for (const { group, waits } of await passedWarm(session))
      tidied.push(await endIn(session, lease, group, waits));
    return tidied;
  } finally {
    await lease.giveUp();
  }
}

/** As `endPassed`, by a command that has something else to do: where somebody drives, that one ends them. */
export async function endPassedByTheWay(session: Session): Promise<WarmTidied[]> {
  try {
    return await endPassed(session);
  } catch (error) {
    if (error instanceof Failure && error.code === 'held') return [];
    throw error;
  }
}

interface Waiting {
  readonly group: string;
  readonly waits: Warm;
}

async function passedWarm({ ledger, name, environment, world }: Session): Promise<Waiting[]> {
  const facts = await ledger.facts({ environment: name });
  if (status(facts).unfinished !== undefined) return [];
  return environment.groups.flatMap(({ name: group }) => {
    const waits = warm(facts, group);
    return waits !== undefined && waits.until <= world.clock.now() ? [{ group, waits }] : [];
  });
}

async function endIn(session: Session, lease: Lease, group: string, waits: Warm): Promise<WarmTidied> {
  const { world, place, config, signal } = session;
  const aws = countedAt(place, lease);
  const cloud = fleetCloud(aws, world.clock, {
    group,
    places: [],
    targetGroups: [],
    alarms: [],
    mixed: false,
  });
  const id = newRollId();
  const left = await tidyWarm(world, {
    cloud,
    instances: waits.instances,
    tick: config.roll.tick,
    record: (instances) => lease.record({ type: 'warm-ended', instances: [...instances] }, id),
    signal: AbortSignal.any([signal, lease.signal]),
  });
  return { group, instances: waits.instances, left };
}
