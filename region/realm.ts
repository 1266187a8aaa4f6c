import { type AccountState, emptyAccount } from './model/iam/state.ts';
import type { Region } from './region.ts';

/** What a region is one of: those that one endpoint serves, one for each account and region name, on one ground. */
export interface Realm {
  readonly accounts: readonly Account[];
  /** The names of its regions, the same in every account. The first is the one that it has its own name from. */
  readonly names: readonly string[];
  /** Those that somebody has called so far. */
  readonly regions: readonly Region[];
  /** The region of this account and name, which are among those above; made at the first call. */
  regionOf(accountId: string, name: string): Region;
}

/** An account and the key of its owner, who may do everything in it. */
export interface Account {
  readonly id: string;
  readonly accessKeyId: string | undefined;
  /** What it has in all its regions. */
  readonly state: AccountState;
}

/** The account of a region. */
export function accountOf({ realm, accountId }: Region): Account {
  const account = realm.accounts.find(({ id }) => id === accountId);
  if (account === undefined) throw new Error(`${accountId} is no account of the realm`);
  return account;
}

/** The realm of a region that stands alone. */
export function lonely(region: () => Region, { name, accountId }: Pick<Region, 'name' | 'accountId'>): Realm {
  return {
    accounts: [{ id: accountId, accessKeyId: undefined, state: emptyAccount() }],
    names: [name],
    get regions() {
      return [region()];
    },
    regionOf: region,
  };
}

/** The regions of the same name in the other accounts, as far as they were called. */
export function neighbours(region: Region): Region[] {
  return region.realm.regions.filter(
    ({ name, accountId }) => name === region.name && accountId !== region.accountId,
  );
}
