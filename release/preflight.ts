import { rolls } from '../ledger/folds/rolls.ts';
import { status } from '../ledger/folds/status.ts';
import type { Baseline } from '../roll/facts.ts';
import { type Inspection, inspect, refuseUnfit } from '../roll/preflight.ts';
import type { Wanted } from '../roll/preflight/wanted.ts';
import { countedAt } from '../world/aws/fleet/counted.ts';
import { ownersOf } from './owners.ts';
import { policyFor } from './policy.ts';
import type { Session } from './session.ts';
import { goesOnWith, unfinishedBaseline } from './unfinished.ts';

/** What an environment is to be rolled to, as far as its groups are looked at for it. */
export interface Rolling {
  readonly kind: 'roll' | 'rollback';
  /** The image; undefined where it is not baked yet. */
  readonly image: string | undefined;
  /** The version of the template that the roll's own is made from, where somebody named one. */
  readonly base?: number | undefined;
}

/**
 * Makes sure that every group of the environment can be rolled, before anything is done.
 *
 * @throws Failure `group-unfit` with all that is wrong, `aws-refused`
 */
export async function rollPreflight(session: Session, rolling: Rolling): Promise<void> {
  refuseUnfit(await inspectGroups(session, rolling));
}

/**
 * Looks at every group of the environment, one after the other. Writes nothing.
 *
 * @throws Failure `aws-refused`
 */
export async function inspectGroups(session: Session, rolling: Rolling): Promise<Inspection[]> {
  const { environment, world, place, ledger, name: here } = session;
  const { unfinished } = status(await ledger.facts({ environment: here }));
  const begun = goesOnWith(unfinished, rolling) && unfinished.image === rolling.image;
  const aws = countedAt(place);
  const inspections: Inspection[] = [];
  for (const { name } of environment.groups) {
    const baseline = await unfinishedBaseline(session, name);
    inspections.push(
      await inspect(aws, world.clock, await wantedOf(session, name, { ...rolling, begun }, baseline)),
    );
  }
  return inspections;
}

/** What a group is looked at for. @param baseline as the roll found it that did not come to its end, if there is one */
export async function wantedOf(
  session: Session,
  group: string,
  { kind, image, base, begun }: Rolling & { readonly begun: boolean },
  baseline: Baseline | undefined,
): Promise<Wanted> {
  const { ledger, name, environment, consent } = session;
  const facts = await ledger.facts({ environment: name });
  const known = new Set(rolls(facts).map(({ id }) => id));
  return {
    ...{ group, kind, image, base, begun, consent },
    policy: policyFor(session, group),
    asked: baseline?.asked,
    from: baseline?.template,
    served: status(facts).serves !== undefined,
    owners: ownersOf(session),
    settings: environment.settings,
    knows: (roll) => session.alone === true || known.has(roll),
  };
}
