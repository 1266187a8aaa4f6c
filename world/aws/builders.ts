import { answerOf } from './answer.ts';
import type { Clients } from './clients.ts';
import { openDoor } from './doors.ts';
import { importKey } from './keys.ts';
import { isGone, leftovers, removeLeftover, type Leftover } from './leftovers.ts';

/** What a bake needs around its builder, and how it is found again when nobody took it away. */
export interface Builders {
  /** Brings the public key of a run, in OpenSSH's form; the key pair is named as the run. */
  importKey(run: string, publicKey: string): Promise<void>;
  /** A security group that lets `from` (CIDR) reach port 22 and nobody anything else. @returns its id */
  openDoor(run: string, from: string): Promise<string>;
  /** Everything with a run's tag that still exists; builders first, for the rest hangs on them. */
  leftovers(): Promise<Leftover[]>;
  /** Asks for its end. What is gone already is no error. */
  remove(leftover: Leftover): Promise<void>;
  /** Whether an instance has ended for good. */
  isGone(instanceId: string): Promise<boolean>;
}

/** EC2's, in our words. Every call throws Refused or Unanswered. */
export function buildersOf(clients: Clients): Builders {
  return {
    importKey: (run, publicKey) => answerOf(importKey(clients, run, publicKey)),
    openDoor: (run, from) => answerOf(openDoor(clients, run, from)),
    leftovers: () => answerOf(leftovers(clients)),
    remove: (leftover) => answerOf(removeLeftover(clients, leftover)),
    isGone: (instanceId) => answerOf(isGone(clients, instanceId)),
  };
}
