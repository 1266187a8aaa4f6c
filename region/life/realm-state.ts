import type { AccountState } from '../model/iam/state.ts';
import type { Region, RegionState } from '../region.ts';
import { Refusal } from './refusal.ts';

/** What is kept of an endpoint's regions. */
export interface RealmState {
  /** Each by its account and name: `000000000000/eu-local-1`. */
  readonly regions: Record<string, RegionState>;
  /** What is in no region, by the accounts' numbers. */
  readonly accounts: Record<string, AccountState>;
}

export function emptyRealm(): RealmState {
  return { regions: {}, accounts: {} };
}

export function keyOf({ accountId, name }: Pick<Region, 'accountId' | 'name'>): string {
  return `${accountId}/${name}`;
}

/**
 * Reads what was kept, also by a bakeroll that knew one account and one region and kept that one's state alone.
 *
 * @param home whose state that was
 * @throws Refusal where it is neither
 */
export function realmStateIn(kept: unknown, home: Pick<Region, 'accountId' | 'name'>): RealmState {
  if (kept === undefined) return emptyRealm();
  const text = kept as Partial<RealmState & RegionState>;
  if (text.regions !== undefined) return { ...emptyRealm(), ...(text as RealmState) };
  if (text.ec2 !== undefined) return { ...emptyRealm(), regions: { [keyOf(home)]: text as RegionState } };
  throw new Refusal(
    'region-unreachable',
    `What is kept of the region ${home.name} is of another bakeroll, which this one cannot read`,
    `Go on with that bakeroll, or first: bakeroll region down ${home.name}`,
  );
}
