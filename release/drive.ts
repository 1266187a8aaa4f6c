import type { Lease } from '../ledger/lease.ts';
import type { Recorded } from '../ledger/facts.ts';
import { rollFacts } from '../ledger/folds/memory.ts';
import type { Release } from '../ledger/folds/releases.ts';
import { type Roll } from '../ledger/folds/rolls.ts';
import { type Status, status } from '../ledger/folds/status.ts';
import type { Baseline, RollFact } from '../roll/facts.ts';
import { Failure } from '../world/failure.ts';
import { imageHere } from './find.ts';
import { refuseFrozen } from './frozen.ts';
import { hold } from './hold.ts';
import { newRollId } from './roll-id.ts';
import type { Session } from './session.ts';
import { baselineIn } from './unfinished.ts';

/** What is to be rolled, and how that is to be told. */
export interface DriveOrder {
  readonly release: Release;
  readonly kind: 'roll' | 'rollback';
  readonly why: string | undefined;
}

/** One roll under one lease: this process alone drives the environment. */
export interface Drive {
  readonly session: Session;
  readonly order: DriveOrder;
  readonly roll: string;
  readonly lease: Lease;
  /** The release that serves now, by the ledger; undefined where nothing was ever proven here. */
  readonly from: number | undefined;
  /** The engine's facts of this roll: those of a driver that died, where it is taken up again. */
  readonly facts: readonly RollFact[];
  /** The baseline of a dead roll to another release, which this one takes over. */
  readonly inherited: Baseline | undefined;
}

/** How a drive ended: the exit code of ROLL.md 11, and the fleet's state in a sentence. */
export interface Ended {
  readonly exit: number;
  readonly state: string;
}

/**
 * Takes the lease, takes up the unfinished roll where it is to the same release, and has `work` done; its end is recorded,
 * whichever it is.
 *
 * @throws Failure `held`, `frozen`; and what `work` throws
 */
export async function drive<T extends Ended>(
  session: Session,
  order: DriveOrder,
  work: (drive: Drive) => Promise<T>,
): Promise<T> {
  const { ledger, name } = session;
  const lease = await hold(session, order.kind);
  try {
    if (order.kind === 'roll') await refuseFrozen(session);
    const facts = await ledger.facts({ environment: name });
    const started = await start(session, order, lease, facts, status(facts));
    return await recordingEnd(started, work);
  } finally {
    await lease.giveUp();
  }
}

async function start(
  session: Session,
  order: DriveOrder,
  lease: Lease,
  facts: readonly Recorded[],
  now: Status,
): Promise<Drive> {
  const { unfinished } = now;
  const from = now.serves?.release;
  const same = unfinished?.release === order.release.release && unfinished.kind === order.kind;
  if (unfinished && same) {
    session.world.note({ step: 'roll', text: `takes up ${unfinished.id}, which did not come to its end` });
    return {
      session,
      order,
      roll: unfinished.id,
      lease,
      from,
      facts: rollFacts(facts, unfinished.id),
      inherited: undefined,
    };
  }
  const roll = newRollId();
  const inherited = unfinished && baselineIn(rollFacts(facts, unfinished.id));
  await begin(session, order, lease, roll, from);
  if (unfinished) await supersede(session, lease, unfinished, roll);
  return { session, order, roll, lease, from, facts: [], inherited };
}

async function begin(
  session: Session,
  order: DriveOrder,
  lease: Lease,
  roll: string,
  from: number | undefined,
): Promise<void> {
  const { release, kind, why } = order;
  await lease.record(
    {
      type: 'roll-began',
      kind,
      release: release.release,
      image: imageHere(session, release),
      ...(from === undefined ? {} : { from }),
      by: session.by,
      ...(why === undefined ? {} : { why }),
      resolved: JSON.parse(JSON.stringify({ ...session.environment, roll: session.config.roll })) as Record<
        string,
        never
      >,
    },
    roll,
  );
}

async function supersede({ world }: Session, lease: Lease, dead: Roll, roll: string): Promise<void> {
  if (dead.standing.at === 'under-way') {
    await lease.record({ type: 'roll-ended', outcome: 12, state: `superseded by ${roll}` }, dead.id);
  }
  world.note({
    step: 'roll',
    text: `${dead.id} to v${dead.release} did not come to its end: this one takes its group over`,
  });
}

async function recordingEnd<T extends Ended>(started: Drive, work: (drive: Drive) => Promise<T>): Promise<T> {
  const { lease, roll, facts } = started;
  try {
    const end = await work(started);
    await lease.record({ type: 'roll-ended', outcome: end.exit, state: end.state }, roll);
    return end;
  } catch (error) {
    // A roll that had begun is not untouched because it cannot go on yet.
    const ends = error instanceof Failure && error.code !== 'lease-lost' && facts.length === 0;
    if (ends) await lease.record({ type: 'roll-ended', outcome: outcomeOf(error), state: error.state }, roll);
    throw error;
  }
}

/** A failure before the first effect on the group: of the schema, or of a precondition. */
function outcomeOf({ code }: Failure): number {
  return code.startsWith('migrat') ? 7 : 3;
}
