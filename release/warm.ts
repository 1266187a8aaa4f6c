import type { Recorded } from '../ledger/facts.ts';
import type { Lease } from '../ledger/lease.ts';
import { status } from '../ledger/folds/status.ts';
import { type Warm, warm } from '../ledger/folds/warm.ts';
import { fleetCloud } from '../roll/fleet-cloud.ts';
import type { Tidied } from '../roll/tidy.ts';
import { tidyWarm } from '../roll/tidy-warm.ts';
import { countedAt } from '../world/aws/fleet/counted.ts';
import { Failure } from '../world/failure.ts';
import { newRollId } from './roll-id.ts';
import type { Session } from './session.ts';

/**
 * Ends those of a group that wait in Standby, where their time has passed (ROLL.md 5). Every roll of the environment has come to
 * its end: an unfinished one may call them back.
 *
 * @param facts those of the environment
 */
export async function endPassed(
  session: Session,
  lease: Lease,
  facts: readonly Recorded[],
  group: string,
): Promise<Tidied> {
  const waits = passedIn(session, facts, group);
  if (waits === undefined) return { did: [], left: [] };
  const { world, place, config, signal } = session;
  const aws = countedAt(place, lease);
  const around = { group, places: [], targetGroups: [], alarms: [], mixed: false };
  const id = newRollId();
  const left = await tidyWarm(world, {
    cloud: fleetCloud(aws, world.clock, around),
    instances: waits.instances,
    tick: config.roll.tick,
    record: (instances) => lease.record({ type: 'warm-ended', instances: [...instances] }, id),
    signal: AbortSignal.any([signal, lease.signal]),
  });
  return { did: [`ended ${waits.instances.join(', ')}, which waited in Standby`], left };
}

/** As `endPassed`, of every group, by a command that has something else to do: where somebody drives, that one ends them. */
export async function endPassedByTheWay(session: Session): Promise<void> {
  const { ledger, name, by, environment } = session;
  const facts = await ledger.facts({ environment: name });
  const groups = environment.groups.filter((group) => passedIn(session, facts, group.name) !== undefined);
  if (groups.length === 0 || status(facts).unfinished !== undefined) return;
  const lease = await ledger.acquire(name, { who: by }).catch((error: unknown) => {
    if (error instanceof Failure && error.code === 'held') return undefined;
    throw error;
  });
  if (lease === undefined) return;
  try {
    for (const group of groups) await endPassed(session, lease, facts, group.name);
  } finally {
    await lease.giveUp();
  }
}

function passedIn({ world }: Session, facts: readonly Recorded[], group: string): Warm | undefined {
  const waits = warm(facts, group);
  return waits !== undefined && waits.until <= world.clock.now() ? waits : undefined;
}
