import type { Clock, Millis } from '../world/clock.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import type { Database } from '../world/postgres.ts';
import type { Fact } from './facts.ts';
import { describeHolder, timeOfDay, type Holder } from './holder.ts';
import { keep } from './keeping.ts';
import { readLease, takeLease } from './lease-row.ts';

/** The right to drive an environment, for as long as `signal` is not aborted. */
export interface Lease {
  /** The fence: greater than that of every holder before. */
  readonly token: number;
  /** Aborted with Failure `lease-lost` when the lease is lost, or can no longer be proven to be ours. */
  readonly signal: AbortSignal;
  /** Throws Failure `lease-lost` unless the lease is still ours by the local clock; to be asked before every effect. */
  assertHeld(): void;
  /** Appends a fact under the fence. Throws Failure `lease-lost` when it is not ours; then nothing is written. */
  record(fact: Fact, roll: string): Promise<void>;
  /** Lets the next one drive at once. Safe to call twice, and after the lease was lost. */
  giveUp(): Promise<void>;
}

/** What a lease is made from. */
export interface Claim {
  readonly database: Database;
  readonly clock: Clock;
  readonly app: string;
  readonly environment: string;
  readonly holder: Holder;
}

export interface AcquireOptions {
  /** How long to wait for another holder, in milliseconds; not at all by default. */
  readonly wait?: Millis;
  /** Fence the other holder at its next write instead of waiting for it. */
  readonly takeOver?: boolean;
}

/** Milliseconds between two tries to get a lease that somebody holds. */
const RETRY = 1_000;

/** Takes the lease. Only the database's clock decides whether it is free. Throws Failure `held`. */
export async function acquire(claim: Claim, options: AcquireOptions): Promise<Lease> {
  const { clock } = claim;
  const deadline = clock.monotonic() + (options.wait ?? 0);
  for (;;) {
    const sent = clock.monotonic();
    const token = await takeLease(claim, options.takeOver ?? false);
    if (token !== undefined) return keep(claim, token, sent);
    if (clock.monotonic() >= deadline) throw await refusal(claim);
    await clock.sleep(RETRY);
  }
}

async function refusal(claim: Claim): Promise<Failure> {
  const held = await readLease(claim.database, claim.app, claim.environment);
  return new Failure({
    code: 'held',
    what: `${claim.environment} is driven by ${held === undefined ? 'somebody else' : describeHolder(held)}`,
    why: `one drives an environment at a time; one that is gone is forgotten ${held === undefined ? 'now' : `at ${timeOfDay(held.until)}`}`,
    state: UNTOUCHED,
    next: `bakeroll status ${claim.environment}`,
  });
}
