import { sharedBalancer } from '../balancer/shared.ts';
import type { Heart } from '../heart.ts';
import { type AccountState, emptyAccount } from '../model/iam/state.ts';
import { type BaseImage, registerBaseImage } from '../model/ec2/images.ts';
import { takeOver } from '../model/ec2/take-over.ts';
import type { Account, Realm } from '../realm.ts';
import type { Region } from '../region.ts';
import { animate, emptyState } from './model.ts';
import { keyOf, type RealmState } from './realm-state.ts';

export interface RealmOrder {
  /** What its regions have in common. */
  readonly ground: Pick<
    Region,
    'network' | 'clock' | 'random' | 'machines' | 'balancer' | 'prober' | 'events'
  >;
  /** The image that every account finds in every region. */
  readonly base: BaseImage;
  readonly accounts: readonly [Owner, ...Owner[]];
  readonly names: readonly [string, ...string[]];
  /** Of before a restart; what the regions change is changed in it. */
  readonly state: RealmState;
  readonly save: () => void;
}

/** An account, but for what it has. */
export type Owner = Omit<Account, 'state'>;

export interface LivingRealm {
  readonly realm: Realm;
  /** The region of the first account and the first name. */
  readonly home: Region;
  /** Nothing moves any more. */
  readonly stop: () => void;
}

/** Brings the regions of an endpoint to life: those that were kept, and the home; the others when they are first called. */
export function createRealm(order: RealmOrder): LivingRealm {
  const { names, state, ground } = order;
  const accounts = order.accounts.map((owner) => ({ ...owner, state: accountIn(state, owner.id) }));
  const [first] = order.accounts;
  const regions: Region[] = [];
  const hearts: Heart[] = [];
  const realm: Realm = {
    accounts,
    names,
    regions,
    regionOf: (accountId, name) =>
      regions.find((one) => isAt(one, accountId, name)) ?? found(accountId, name),
  };
  const places = accounts.flatMap(({ id }) => names.map((name) => ({ accountId: id, name })));
  const begun = places.filter((place, index) => index === 0 || state.regions[keyOf(place)] !== undefined);
  const share = sharedBalancer(ground.balancer, begun.length);

  function make(accountId: string, name: string): Region {
    const place = { accountId, name };
    const network = { ...ground.network, share: places.findIndex((one) => isAt(one, accountId, name)) };
    // A state that an older bakeroll kept lacks what came since.
    const own = (state.regions[keyOf(place)] = { ...emptyState(), ...state.regions[keyOf(place)] });
    const still = { ...ground, ...place, network, balancer: share(), state: own };
    const { region, heart } = animate(still, order.save, realm);
    regions.push(region);
    hearts.push(heart);
    registerBaseImage(region, order.base);
    return region;
  }

  /** A region that nobody called before: as its home behaves, so does it. */
  function found(accountId: string, name: string): Region {
    const region = make(accountId, name);
    Object.assign(region.state, { switches: home.state.switches });
    takeOver(region);
    region.stir();
    return region;
  }

  for (const { accountId, name } of begun) make(accountId, name);
  const home = realm.regionOf(first.id, names[0]);
  for (const region of regions) {
    Object.assign(region.state, { switches: home.state.switches });
    takeOver(region);
  }
  return {
    realm,
    home,
    stop: () => {
      for (const heart of hearts) heart.stop();
    },
  };
}

function accountIn({ accounts }: RealmState, id: string): AccountState {
  return (accounts[id] = { ...emptyAccount(), ...accounts[id] });
}

function isAt(place: Pick<Region, 'accountId' | 'name'>, accountId: string, name: string): boolean {
  return place.accountId === accountId && place.name === name;
}
