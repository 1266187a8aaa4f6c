import type { Lease } from '../ledger/lease.ts';
import type { Millis } from '../world/clock.ts';
import { Failure } from '../world/failure.ts';
import type { Session } from './session.ts';

/** How long a rollback waits for whoever drives before it takes over: by then a dead driver's lease has ended (ROLL.md 7). */
const PATIENCE: Millis = 30_000;

/**
 * Becomes the one who drives. A roll waits for somebody else as long as it was told to; a rollback takes over after 30 s, or
 * at once where it was told to: the other one is fenced, and its next write is refused.
 *
 * @throws Failure `held`
 */
export async function hold(session: Session, kind: 'roll' | 'rollback'): Promise<Lease> {
  const { ledger, name, lockWait, takeOver } = session;
  const holder = { who: session.by };
  if (kind === 'roll') return ledger.acquire(name, holder, { wait: lockWait });
  const wait = takeOver ? 0 : Math.max(lockWait, PATIENCE);
  try {
    return await ledger.acquire(name, holder, { wait });
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'held') throw error;
    session.world.note({ step: 'roll', text: `takes over: ${error.what}` });
    const lease = await ledger.acquire(name, holder, { takeOver: true });
    // At most one call of the other one can be on the wire: it is seen by the first look.
    await session.world.clock.sleep(session.config.roll.tick);
    return lease;
  }
}
