import type { Release } from '../ledger/folds/releases.ts';
import { status } from '../ledger/folds/status.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import { findRelease } from './find.ts';
import type { Session } from './session.ts';

/**
 * The release that serves, by the ledger: what `roll --same` rolls to.
 *
 * @throws Failure `target-unknown` where nothing was ever proven here
 */
export async function servingRelease(session: Session): Promise<Release> {
  const { ledger, name } = session;
  const { serves } = status(await ledger.facts({ environment: name }));
  if (serves !== undefined) return findRelease(session, `v${serves.release}`);
  throw new Failure({
    code: 'target-unknown',
    what: `Nothing was ever proven on ${name}: there is nothing that --same could roll to.`,
    state: UNTOUCHED,
    next: `bakeroll roll ${name} TARGET`,
  });
}
