import { type Clients, clientsOf } from '../clients.ts';
import type { Place } from '../place.ts';
import { answerOf } from '../answer.ts';

/** The calls of one driver, counted. A read is tried as often as the SDK likes; a write is sent once (ROLL.md 7). */
export interface Counted {
  read<T>(call: (clients: Clients) => Promise<T>): Promise<T>;
  write<T>(call: (clients: Clients) => Promise<T>): Promise<T>;
  calls(): { readonly reads: number; readonly writes: number };
}

/** The right to write, as whoever drives holds it: a lease. */
export interface Guard {
  /** Aborted when it is lost, or can no longer be proven to be held: then a write that is on the wire is let go of. */
  readonly signal: AbortSignal;
  /** Throws where it is not held any more; asked before each write. */
  assertHeld(): void;
}

/** @param guard left out, only reads and what needs no lease is done */
export function countedAt(place: Place, guard?: Guard): Counted {
  const patient = clientsOf(place);
  const once = clientsOf(place, { attempts: 1, signal: guard?.signal });
  const calls = { reads: 0, writes: 0 };
  return {
    read: (call) => {
      calls.reads += 1;
      return answerOf(call(patient));
    },
    write: async (call) => {
      guard?.assertHeld();
      calls.writes += 1;
      return answerOf(call(once));
    },
    calls: () => ({ ...calls }),
  };
}
