import type { AccountState } from '../model/iam/state.ts';
import type { Region, RegionState } from '../region.ts';
import { Refusal } from './refusal.ts';

/** Raised with each change of the state that what was kept before it does not survive. */
const FORMAT = 2;

/** What is kept of an endpoint's regions. */
export interface RealmState {
  readonly format: typeof FORMAT;
  /** Each by its account and name: `000000000000/eu-local-1`. */
  readonly regions: Record<string, RegionState>;
  /** What is in no region, by the accounts' numbers. */
  readonly accounts: Record<string, AccountState>;
}

export function emptyRealm(): RealmState {
  return { format: FORMAT, regions: {}, accounts: {} };
}

export function keyOf({ accountId, name }: Pick<Region, 'accountId' | 'name'>): string {
  return `${accountId}/${name}`;
}

/**
 * Reads what was kept. A local region is for rehearsal: what another bakeroll kept in another form is not carried over.
 *
 * @param name of the region
 * @throws Refusal where it was kept in another form
 */
export function realmStateIn(kept: unknown, name: string): RealmState {
  if (kept === undefined) return emptyRealm();
  if ((kept as Partial<RealmState>).format === FORMAT) return kept as RealmState;
  throw new Refusal(
    'region-unreachable',
    `What is kept of the region ${name} is of another bakeroll, which this one cannot read`,
    `Go on with that bakeroll, or first: bakeroll region down ${name}`,
  );
}
