import { type Clients, clientsOf } from '../clients.ts';
import type { Place } from '../place.ts';
import { answerOf } from '../answer.ts';

/** The calls of one driver, counted. A read is tried as often as the SDK likes; a write is sent once (ROLL.md 7). */
export interface Counted {
  read<T>(call: (clients: Clients) => Promise<T>): Promise<T>;
  write<T>(call: (clients: Clients) => Promise<T>): Promise<T>;
  calls(): { readonly reads: number; readonly writes: number };
}

export function countedAt(place: Place): Counted {
  const patient = clientsOf(place);
  const once = clientsOf(place, { attempts: 1 });
  const calls = { reads: 0, writes: 0 };
  return {
    read: (call) => {
      calls.reads += 1;
      return answerOf(call(patient));
    },
    write: (call) => {
      calls.writes += 1;
      return answerOf(call(once));
    },
    calls: () => ({ ...calls }),
  };
}
