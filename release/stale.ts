import { status } from '../ledger/folds/status.ts';
import type { Inspection } from '../roll/preflight.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import { type Aim, differences, type Planned, plannedOf } from './planned.ts';
import { policyFor } from './policy.ts';
import { inspectGroups } from './preflight.ts';
import type { Session } from './session.ts';

/** Everything that a roll to the image would be decided on now. */
export async function planNow(
  session: Session,
  aim: Aim,
): Promise<{ readonly planned: Planned; readonly inspections: readonly Inspection[] }> {
  const inspections = await inspectGroups(session, aim);
  const { unfinished } = status(await session.ledger.facts({ environment: session.name }));
  const policyOf = (group: string) => policyFor(session, group);
  return { planned: plannedOf(session, aim, unfinished?.id, inspections, policyOf), inspections };
}

/**
 * Refuses to roll by a plan that was made of another fleet, another policy or another target than there is now.
 *
 * @throws Failure `plan-stale`, with what is different
 */
export async function refuseStale(session: Session, aim: Aim, then: object): Promise<void> {
  const { planned } = await planNow(session, aim);
  const different = differences(then, planned);
  if (different.length === 0) return;
  throw new Failure({
    code: 'plan-stale',
    what: `The plan does not fit ${session.name} any more: ${different.join('; ')}.`,
    state: UNTOUCHED,
    next: `bakeroll plan ${session.name} ${aim.kind === 'rollback' ? '--rollback' : 'TARGET'} --out FILE   makes a new one`,
  });
}
