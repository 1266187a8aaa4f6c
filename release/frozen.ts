import { status } from '../ledger/folds/status.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import type { Session } from './session.ts';

/**
 * Refuses to go forward where a rollback froze the environment.
 *
 * @throws Failure `frozen`
 */
export async function refuseFrozen({ ledger, name }: Session): Promise<void> {
  const { frozen } = status(await ledger.facts({ environment: name }));
  if (frozen === undefined) return;
  throw new Failure({
    code: 'frozen',
    what: `${name} is frozen since the rollback ${frozen.roll} by ${frozen.by}.`,
    state: UNTOUCHED,
    next: `bakeroll unlock ${name} -m WHY`,
  });
}
