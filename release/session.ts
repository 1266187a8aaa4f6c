import type { Config, EnvironmentConfig, RollOverrides } from '../config/config.ts';
import { closest } from '../config/suggest.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type Consent, NO_CONSENT } from '../roll/preflight/wanted.ts';
import { type Clients, clientsOf } from '../world/aws/clients.ts';
import { checkIdentity } from '../world/aws/identity.ts';
import type { Place } from '../world/aws/place.ts';
import type { Millis } from '../world/clock.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import type { World } from '../world/world.ts';
import { actor } from './actor.ts';
import { openLedgerOf } from './ledger.ts';
import { taggedPlace } from './tagged-groups.ts';
import { withTags } from './told-by-tags.ts';
import { ledgerOfTags } from './without-ledger.ts';

/** One environment, opened: where it is, and what is known of it. */
export interface Session {
  readonly world: World;
  readonly config: Config;
  /** `dev` */
  readonly name: string;
  readonly environment: EnvironmentConfig;
  readonly place: Place;
  readonly clients: Clients;
  readonly ledger: Ledger;
  /** Whether there is none that can be reached: then that is what the groups' tags tell (`--no-ledger`). */
  readonly alone?: boolean;
  /** Who drives, as claimed. */
  readonly by: string;
  readonly signal: AbortSignal;
  /** How long to wait for somebody else who drives the environment: milliseconds. */
  readonly lockWait: Millis;
  /** Whether a rollback takes over at once. */
  readonly takeOver: boolean;
  /** What this command says otherwise than the config's `roll`. */
  readonly overrides: RollOverrides;
  readonly consent: Consent;
}

export interface SessionOrder {
  readonly world: World;
  readonly config: Config;
  readonly name: string;
  readonly signal: AbortSignal;
  /** Milliseconds; 0 where it is left out. */
  readonly lockWait?: Millis;
  readonly takeOver?: boolean;
  readonly overrides?: RollOverrides;
  readonly consent?: Consent;
  /** Goes on without the ledger; `named`: with that roll, where a person named one. */
  readonly withoutLedger?: { readonly named: string | undefined } | undefined;
}

/**
 * Opens an environment for `use`, and closes it however that ends. The credentials are checked first.
 *
 * @throws Failure `usage` (no such environment), `credentials`, `wrong-account`, `region-unreachable`,
 *   `ledger-missing`, `ledger-unreachable`; and what `use` throws
 */
export async function withSession<T>(order: SessionOrder, use: (session: Session) => Promise<T>): Promise<T> {
  const environment = environmentOf(order.config, order.name);
  const place = { region: environment.region, endpoint: environment.endpoint, account: environment.account };
  const clients = clientsOf(place);
  await checkIdentity(place, clients);
  const opening = {
    ...order,
    ...{ environment, place, clients, by: actor(order.world) },
    lockWait: order.lockWait ?? 0,
    takeOver: order.takeOver ?? false,
    overrides: order.overrides ?? {},
    consent: order.consent ?? NO_CONSENT,
  };
  const tagged = taggedPlace(opening);
  const { withoutLedger } = order;
  if (withoutLedger !== undefined)
    return use({ ...opening, alone: true, ledger: await ledgerOfTags(tagged, withoutLedger.named) });
  const opened = await openLedgerOf(order, clients, place);
  try {
    return await use({ ...opening, ledger: withTags(opened.ledger, tagged) });
  } finally {
    await opened.close();
  }
}

/** @throws Failure `usage`, with the name that may be meant */
export function environmentOf({ environments }: Config, name: string): EnvironmentConfig {
  const found = environments[name];
  if (found) return found;
  const names = Object.keys(environments);
  const meant = closest(name, names);
  throw new Failure({
    code: 'usage',
    what: `There is no environment ${name}; the config has ${names.join(', ')}.`,
    state: UNTOUCHED,
    next: meant === undefined ? 'name one of them' : `did you mean ${meant}?`,
  });
}
