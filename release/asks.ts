import { askOf } from '../ledger/folds/asks.ts';
import type { Ask } from '../roll/ask.ts';
import type { Drive } from './drive.ts';

/** Reads, each tick, what is asked of the driver: what it was begun with, or what somebody asked in the ledger meanwhile. */
export function asksOf({ session, order, roll, lease, heard }: Drive): () => Promise<Ask | undefined> {
  const { ledger, name } = session;
  return async () => {
    const asked = askOf(await ledger.asks(name, heard), { roll, fence: lease.token });
    const given = order.moves?.ask;
    if (asked === undefined || (given !== undefined && asked.ask === 'pause')) return given;
    const { ask: kind, by, force = false } = asked;
    return kind === 'abort' ? { kind, by, force } : { kind, by };
  };
}
