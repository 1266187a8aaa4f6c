import { z } from 'zod';
import type { Millis } from '../world/clock.ts';
import type { Database, Row } from '../world/postgres.ts';
import type { Fact } from './facts.ts';
import type { Held } from './holder.ts';
import type { Claim } from './lease.ts';

/** How long a lease lives without a sign of life, in milliseconds. */
export const LIFE: Millis = 30_000;

const holder = z.object({ who: z.string(), roll: z.string().exactOptional() });

/**
 * Takes the lease where it is free, or whoever has it with `takeOver`; gives its token, or undefined.
 * `clock_timestamp()`, because a statement that waited for another has an old `now()`.
 */
export async function takeLease(claim: Claim, takeOver: boolean): Promise<number | undefined> {
  const [row] = await claim.database.query(
    `insert into bakeroll.lease (name, token, holder, since, expires_at)
       values ($1, 1, $2, clock_timestamp(), clock_timestamp() + $3 * interval '1 ms')
     on conflict (name) do update
       set token = lease.token + 1, holder = excluded.holder, since = clock_timestamp(),
           expires_at = clock_timestamp() + $3 * interval '1 ms'
       where $4 or lease.expires_at <= clock_timestamp()
     returning token`,
    [leaseName(claim.app, claim.environment), JSON.stringify(claim.holder), LIFE, takeOver],
  );
  return row && Number(row['token']);
}

/** Gives a sign of life; false when the lease is no longer ours. */
export async function renewLease(claim: Claim, token: number): Promise<boolean> {
  const rows = await claim.database.query(
    `update bakeroll.lease set expires_at = clock_timestamp() + $3 * interval '1 ms'
      where name = $1 and token = $2 and expires_at > clock_timestamp() returning token`,
    [leaseName(claim.app, claim.environment), token, LIFE],
  );
  return rows.length > 0;
}

/** Frees the lease if it is ours; its row stays, so that the token only ever grows. */
export async function freeLease(claim: Claim, token: number): Promise<void> {
  await claim.database.query(
    `update bakeroll.lease set expires_at = clock_timestamp()
      where name = $1 and token = $2 and expires_at > clock_timestamp()`,
    [leaseName(claim.app, claim.environment), token],
  );
}

/** Appends a fact if the lease is ours, keeping it ours until that is done; false when it is not. */
export async function recordUnder(claim: Claim, token: number, fact: Fact, roll: string): Promise<boolean> {
  const { type, ...body } = fact;
  const rows = await claim.database.query(
    `with ours as (
       select token from bakeroll.lease
        where name = $1 and token = $2 and expires_at > clock_timestamp() for share)
     insert into bakeroll.fact (app, environment, roll, token, type, body)
       select $3, $4, $5, ours.token, $6, $7 from ours returning id`,
    [
      leaseName(claim.app, claim.environment),
      token,
      claim.app,
      claim.environment,
      roll,
      type,
      JSON.stringify(body),
    ],
  );
  return rows.length > 0;
}

/** Who holds the environment now; undefined when nobody does. */
export async function readLease(
  database: Database,
  app: string,
  environment: string,
): Promise<Held | undefined> {
  const [row] = await database.query(
    `select token, holder, extract(epoch from since) * 1000 as since, extract(epoch from expires_at) * 1000 as until
       from bakeroll.lease where name = $1 and expires_at > clock_timestamp()`,
    [leaseName(app, environment)],
  );
  return row && heldIn(row);
}

function heldIn(row: Row): Held {
  return {
    ...holder.parse(row['holder']),
    token: Number(row['token']),
    since: Number(row['since']),
    until: Number(row['until']),
  };
}

function leaseName(app: string, environment: string): string {
  return `${app}/${environment}`;
}
