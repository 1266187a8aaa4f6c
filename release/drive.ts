import { resolve } from '../config/resolved.ts';
import type { Lease } from '../ledger/lease.ts';
import type { Recorded } from '../ledger/facts.ts';
import { heardUntil } from '../ledger/folds/asks.ts';
import { rollFacts } from '../ledger/folds/memory.ts';
import type { Release } from '../ledger/folds/releases.ts';
import { type Rests, type Roll } from '../ledger/folds/rolls.ts';
import { type Status, status } from '../ledger/folds/status.ts';
import type { Ask } from '../roll/ask.ts';
import type { RollFact } from '../roll/facts.ts';
import type { Inheritance } from '../roll/goal.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import { imageHere } from './find.ts';
import { refuseFrozen } from './frozen.ts';
import { hold } from './hold.ts';
import { inFlight } from './in-flight.ts';
import { refuseRestingIn } from './resting.ts';
import { newRollId } from './roll-id.ts';
import type { Session } from './session.ts';
import { inheritanceFrom } from './inheritance.ts';
import { goesOnWith } from './unfinished.ts';

/** What is to be rolled, and how that is to be told. */
export interface DriveOrder {
  readonly release: Release;
  readonly kind: 'roll' | 'rollback';
  readonly why: string | undefined;
  /** The version of the launch template that the roll's own is made from, where somebody named one. */
  readonly base?: number | undefined;
  /** The unfinished roll that is to go on: by `resume`, or as is asked of it. Left out, it is a roll of its own. */
  readonly moves?: Moves;
  /** Asked under the lease, before the roll begins; throws where it must not. */
  readonly check?: () => Promise<void>;
}

export interface Moves {
  readonly roll: string;
  /** Left out, it goes on. */
  readonly ask?: Ask;
  /** What somebody else changed of the groups meanwhile stays: a roll of its own takes them over as they are. */
  readonly asItIs?: boolean;
}

/** One roll under one lease: this process alone drives the environment. */
export interface Drive {
  readonly session: Session;
  readonly order: DriveOrder;
  readonly roll: string;
  readonly lease: Lease;
  /** The release that serves now, by the ledger; undefined where nothing was ever proven here. */
  readonly from: number | undefined;
  /** The version of the template that its own is made from, where somebody named one. */
  readonly base: number | undefined;
  /** Whether it had begun before: then a driver that died left facts. */
  readonly begun: boolean;
  /** The engine's facts of this roll about a group: those of a driver that died, where it is taken up again. */
  readonly facts: (group: string) => readonly RollFact[];
  /** What this one takes over of a group from a dead roll to another release. */
  readonly inherited: (group: string) => Inheritance | undefined;
  /** The fact of the ledger up to which everything that was asked of this roll is obeyed. */
  readonly heard: number;
}

/** How a drive ended: the exit code of ROLL.md 11, and the fleet's state in a sentence. */
export interface Ended {
  readonly exit: number;
  readonly state: string;
  /** Where it rests. */
  readonly rests?: Rests;
}

/**
 * Takes the lease, takes up the unfinished roll where it is to the same release, and has `work` done; its end is recorded,
 * whichever it is.
 *
 * @throws Failure `held`, `frozen`, `resting`; and what `work` throws
 */
export async function drive<T extends Ended>(
  session: Session,
  order: DriveOrder,
  work: (drive: Drive) => Promise<T>,
): Promise<T> {
  const { ledger, name } = session;
  const lease = await hold(session, order);
  try {
    const forward = order.kind === 'roll' && order.moves === undefined;
    if (forward) await refuseFrozen(session);
    const facts = await ledger.facts({ environment: name });
    const now = status(facts);
    if (forward) refuseRestingIn(now, name);
    await order.check?.();
    if (now.unfinished?.standing.at === 'under-way')
      await settle(session, rollFacts(facts, now.unfinished.id));
    const started = await start(session, order, lease, facts, now);
    return await recordingEnd(started, work);
  } finally {
    await lease.giveUp();
  }
}

/** A driver that did not leave by itself may have one call on the wire: a tick later it is seen, or never will be (ROLL.md 7). */
async function settle({ world, config }: Session, facts: readonly RollFact[]): Promise<void> {
  const calls = inFlight(facts, world.clock.now());
  const what = calls.length === 0 ? 'nothing' : calls.join(', ');
  world.note({ step: 'roll', text: `${what} was in flight when the last driver was seen; waits a tick` });
  await world.clock.sleep(config.roll.tick);
}

async function start(
  session: Session,
  order: DriveOrder,
  lease: Lease,
  facts: readonly Recorded[],
  now: Status,
): Promise<Drive> {
  const { unfinished } = now;
  const from = now.serves?.release ?? unfinished?.from;
  const { moves } = order;
  if (moves !== undefined && unfinished?.id !== moves.roll) throw gone(session, moves.roll);
  const inherited = (group: string) => unfinished && inheritanceFrom(facts, unfinished.id, group);
  const same =
    goesOnWith(unfinished, order) &&
    unfinished.release === order.release.release &&
    // Without the ledger several images may have no number.
    (session.alone !== true || unfinished.image === imageHere(session, order.release));
  if (same && moves?.asItIs !== true) {
    session.world.note({ step: 'roll', text: `takes up ${unfinished.id}, which did not come to its end` });
    if (moves !== undefined && moves.ask === undefined)
      await lease.record({ type: 'roll-fact', fact: { type: 'resumed', by: session.by } }, unfinished.id);
    return {
      session,
      order,
      roll: unfinished.id,
      lease,
      from,
      base: unfinished.base,
      begun: true,
      facts: (group) => rollFacts(facts, unfinished.id, group),
      inherited,
      heard: moves === undefined ? heardUntil(facts, unfinished.id) : lastId(facts),
    };
  }
  const roll = newRollId();
  await begin(session, order, lease, roll, from);
  if (unfinished) await supersede(session, lease, unfinished, roll);
  return {
    ...{ session, order, roll, lease, from },
    base: order.base,
    begun: false,
    facts: () => [],
    inherited,
    heard: lastId(facts),
  };
}

function lastId(facts: readonly Recorded[]): number {
  return facts.at(-1)?.id ?? 0;
}

function gone({ name }: Session, roll: string): Failure {
  return new Failure({
    code: 'held',
    what: `The roll ${roll} was moved on by somebody else meanwhile.`,
    state: UNTOUCHED,
    next: `bakeroll status ${name}`,
  });
}

async function begin(
  session: Session,
  order: DriveOrder,
  lease: Lease,
  roll: string,
  from: number | undefined,
): Promise<void> {
  const { release, kind, why, base } = order;
  await lease.record(
    {
      type: 'roll-began',
      kind,
      release: release.release,
      image: imageHere(session, release),
      ...(from === undefined ? {} : { from }),
      by: session.by,
      ...(why === undefined ? {} : { why }),
      ...(base === undefined ? {} : { base }),
      resolved: JSON.parse(
        JSON.stringify(resolve(session.config, session.environment, session.overrides)),
      ) as Record<string, never>,
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
  const { lease, roll, begun } = started;
  try {
    const end = await work(started);
    const { exit, state, rests } = end;
    await lease.record({ type: 'roll-ended', outcome: exit, state, ...(rests && { rests }) }, roll);
    return end;
  } catch (error) {
    // A roll that had begun is not untouched because it cannot go on yet.
    const ends = error instanceof Failure && error.code !== 'lease-lost' && !begun;
    if (ends) await lease.record({ type: 'roll-ended', outcome: outcomeOf(error), state: error.state }, roll);
    throw error;
  }
}

/** A failure before the first effect on the group: of the schema, or of a precondition. */
function outcomeOf({ code }: Failure): number {
  return code.startsWith('migrat') ? 7 : 3;
}
