import type { Clients } from '../../../world/aws/clients.ts';
import { Unanswered } from '../../../world/aws/answer.ts';
import type { Counted } from '../../../world/aws/fleet/counted.ts';
import type { Happening } from './world.ts';

/** The process was killed. */
export class Killed extends Error {}

/** What becomes of a driver at its calls. */
export interface Fate {
  /** Of all calls that any driver of this world makes, the first is number 0. */
  calls: number;
  /** The numbers of those that were made, by what they do. */
  readonly made: { readonly writes: number[]; readonly reads: number[] };
  readonly mishaps: ReadonlyMap<number, Mishap>;
  /** It has had more time than its deadlines give it. */
  isLate: boolean;
  /** At this call of the act its driver dies for good. */
  abandonedAt: number | undefined;
}

export type Mishap = Extract<Happening, { kind: 'driver' }>['how'];

/** One driver's calls, until it is killed: from then on it does nothing any more, whatever its code goes on to. */
export interface Mortal {
  readonly aws: Counted;
  readonly isDead: () => boolean;
  readonly isAbandoned: () => boolean;
}

/** No driver of a world makes as many calls: one that does turns on the spot. */
const MOST = 8_000;

export function mortal(aws: Counted, fate: Fate, pause: () => Promise<void>): Mortal {
  let dead = false;
  let abandoned = false;
  let sofar = 0;

  const isDead = () => dead;

  async function made<T>(kind: 'reads' | 'writes', make: () => Promise<T>): Promise<T> {
    if (dead) throw new Killed();
    const number = fate.calls;
    fate.calls += 1;
    fate.made[kind].push(number);
    sofar += 1;
    if (fate.isLate) throw new Error('a driver did not end within its deadlines');
    if (sofar > MOST) throw new Error(`a driver made ${MOST} calls, and goes on`);
    if (number === fate.abandonedAt) [dead, abandoned] = [true, true];
    const mishap = fate.mishaps.get(number);
    if (mishap === 'killed-before') dead = true;
    if (isDead()) throw new Killed();
    const answer = await make().finally(pause);
    if (mishap === 'killed-after') {
      dead = true;
      throw new Killed();
    }
    if (mishap === 'answer-lost') throw new Unanswered('the answer was lost', undefined);
    return answer;
  }

  return {
    aws: {
      read: (call: (clients: Clients) => Promise<never>) => made('reads', () => aws.read(call)),
      write: (call: (clients: Clients) => Promise<never>) => made('writes', () => aws.write(call)),
      calls: () => aws.calls(),
    },
    isDead,
    isAbandoned: () => abandoned,
  };
}
