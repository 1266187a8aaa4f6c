import type { Lease } from '../ledger/lease.ts';
import { describeHolder } from '../ledger/holder.ts';
import { status } from '../ledger/folds/status.ts';
import type { Millis } from '../world/clock.ts';
import { Failure } from '../world/failure.ts';
import type { DriveOrder } from './drive.ts';
import type { Session } from './session.ts';

/** How long who drives has to give way before it is taken over: by then a dead driver's lease has ended (ROLL.md 7). */
export const PATIENCE: Millis = 30_000;

/**
 * Becomes the one who drives. A roll waits for somebody else as long as it was told to. A rollback and an abort ask whoever
 * drives to give way, and take over after 30 s, or at once where they were told to: the other one is fenced, and its next write
 * is refused.
 *
 * @throws Failure `held`
 */
export async function hold(session: Session, order: DriveOrder): Promise<Lease> {
  const { ledger, name, lockWait, takeOver, world } = session;
  const holder = { who: session.by };
  if (!takesOver(order)) return ledger.acquire(name, holder, { wait: lockWait });
  const other = await ledger.holder(name);
  if (other !== undefined && !takeOver) await askToGiveWay(session, other.token);
  const wait = other === undefined || takeOver ? 0 : Math.max(lockWait, PATIENCE);
  try {
    return await ledger.acquire(name, holder, { wait });
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'held') throw error;
    const text = other === undefined ? error.what : describeHolder(other);
    world.note({ step: 'roll', text: `takes over from ${text}` });
    return ledger.acquire(name, holder, { takeOver: true });
  }
}

function takesOver({ kind, moves }: DriveOrder): boolean {
  return moves === undefined ? kind === 'rollback' : moves.ask?.kind === 'abort';
}

async function askToGiveWay({ ledger, name, by, world }: Session, fence: number): Promise<void> {
  const { unfinished } = status(await ledger.facts({ environment: name }));
  world.note({ step: 'roll', text: 'asks whoever drives to give way' });
  const about = { environment: name, ...(unfinished && { roll: unfinished.id }) };
  await ledger.record({ type: 'asked', ask: 'give-way', by, fence }, about);
}
