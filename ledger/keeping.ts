import type { Millis } from '../world/clock.ts';
import { Failure } from '../world/failure.ts';
import { describeHolder, type Held } from './holder.ts';
import type { Claim, Lease } from './lease.ts';
import { freeLease, LIFE, readLease, recordUnder, renewLease } from './lease-row.ts';

/** How often a sign of life is given, in milliseconds. */
const HEARTBEAT: Millis = 5_000;

/** A holder trusts itself with this much of the lease's life, counted from before its sign was sent. */
const TRUSTED: Millis = LIFE * 0.7;

/**
 * Keeps the lease with `token`, asked for at the monotonic moment `sent`, alive until it is given up or lost.
 * The wall clock plays no part: a process that was stopped, or cut off from the database, knows by its
 * monotonic clock that it must not act any more, before the database lets anybody else.
 */
export function keep(claim: Claim, token: number, sent: Millis): Lease {
  const { clock } = claim;
  const lost = new AbortController();
  const over = new AbortController();
  let trustedUntil = sent + TRUSTED;

  const lose = (by: Held | undefined): Failure => {
    over.abort();
    if (!lost.signal.aborted) lost.abort(leaseLost(claim, by));
    return lost.signal.reason as Failure;
  };
  const heldBy = () => readLease(claim.database, claim.app, claim.environment).catch(() => undefined);

  const beat = async () => {
    for (;;) {
      await clock.sleep(HEARTBEAT, over.signal);
      const asked = clock.monotonic();
      // A failed try is not the end: the next may succeed in time, and otherwise the deadline speaks.
      const renewed = await renewLease(claim, token).catch(() => undefined);
      if (renewed === true) trustedUntil = asked + TRUSTED;
      if (renewed === false) lose(await heldBy());
    }
  };
  const watch = async () => {
    while (clock.monotonic() < trustedUntil) await clock.sleep(trustedUntil - clock.monotonic(), over.signal);
    lose(undefined);
  };
  // Both end by `over`, which their sleeps reject with.
  beat().catch(() => undefined);
  watch().catch(() => undefined);

  const assertHeld = () => {
    if (lost.signal.aborted || clock.monotonic() >= trustedUntil) throw lose(undefined);
  };
  return {
    token,
    signal: lost.signal,
    assertHeld,
    async record(fact, roll) {
      assertHeld();
      if (!(await recordUnder(claim, token, fact, roll))) throw lose(await heldBy());
    },
    async giveUp() {
      over.abort();
      // Where the database cannot be told, the lease ends by itself.
      await freeLease(claim, token).catch(() => undefined);
    },
  };
}

function leaseLost({ environment }: Claim, by: Held | undefined): Failure {
  return new Failure({
    code: 'lease-lost',
    what: `This run no longer drives ${environment}${by === undefined ? '' : `: ${describeHolder(by)} does`}`,
    ...(by === undefined && {
      why: 'likely: it was stopped, or cut off from the ledger, for more than 20 s',
    }),
    state: 'What this run began is as it left it; it does nothing more.',
    next: `bakeroll status ${environment}`,
  });
}
