import type { Release } from '../ledger/folds/releases.ts';
import { status } from '../ledger/folds/status.ts';
import { type GroupLook, lookAtGroups } from './look.ts';
import type { Session } from './session.ts';

/** Whether that release serves, by the ledger and by every instance of every group, and nothing is unfinished. */
export async function isServing(session: Session, release: Release): Promise<boolean> {
  const { ledger, name, place } = session;
  const { serves, unfinished } = status(await ledger.facts({ environment: name }));
  if (serves?.release !== release.release || unfinished !== undefined) return false;
  const groups = await lookAtGroups(session);
  // Those in Standby serve nothing: they wait for a rollback, or somebody put them there.
  const serving = (look: GroupLook) =>
    look.instances.filter(({ lifecycle }) => !lifecycle.endsWith('Standby'));
  return groups.every(
    (look) => look !== undefined && serving(look).every(({ image }) => image === release.image[place.region]),
  );
}
