import { rollFacts } from '../ledger/folds/memory.ts';
import { status } from '../ledger/folds/status.ts';
import { warm } from '../ledger/folds/warm.ts';
import { askedOf, roomOf } from '../roll/preflight/room.ts';
import { type Fit, fitOf, type Inspection, problemsIn } from '../roll/preflight.ts';
import { mostWrites, type Rehearsal, rehearse } from '../roll/rehearsal.ts';
import type { Counted } from '../world/aws/fleet/counted.ts';
import { inheritanceFrom } from './inheritance.ts';
import { type Boot, bootOf } from './pace.ts';
import { type PolicyRow, policyRows } from './plan-rows.ts';
import type { Aim } from './planned.ts';
import { policyFor } from './policy.ts';
import type { Session } from './session.ts';
import { goesOnWith } from './unfinished.ts';

/** What a roll would do to one group, and what was found that stands in its way. */
export interface GroupPlan {
  readonly group: string;
  readonly sizes: Sizes | undefined;
  readonly policy: readonly PolicyRow[];
  readonly inspection: Inspection;
  readonly boot: Boot;
  /** How it goes where all goes well; undefined where it cannot be rolled. */
  readonly rehearsal: Rehearsal | undefined;
  /** The bound on writes (ROLL.md 8). */
  readonly mostWrites: number;
}

interface Sizes {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  readonly asked: number;
  readonly floor: number;
  readonly surge: number;
}

/** What it would be rolled to, and as what. */
interface Target extends Aim {
  /** `v42` */
  readonly name: string;
}

/** Rehearses the roll of a group, where it could begin. Reads it once more, and writes nothing. */
export async function planGroup(
  session: Session,
  aws: Counted,
  target: Target,
  inspection: Inspection,
): Promise<GroupPlan> {
  const { look, group } = inspection;
  const policy = policyFor(session, group);
  const facts = await session.ledger.facts({ environment: session.name });
  const possible = look !== undefined && problemsIn(inspection).length === 0;
  const fit = possible ? fitOf(aws, session.world.clock, inspection) : undefined;
  const settled = (policy.samples - 1) * (fit?.check.interval ?? policy.tick) + policy.soak;
  const boot = bootOf(facts, group, settled);
  const rehearsal = fit && (await rehearseGroup(session, target, inspection, fit, boot));
  const asked = look === undefined ? 0 : askedOf(look);
  return {
    ...{ group, inspection, boot, rehearsal, policy: policyRows(session, group, target.kind) },
    sizes: look && { ...sizesIn(look.group), asked, ...roomOf(look) },
    mostWrites: mostWrites(asked, rehearsal?.batches ?? 1),
  };
}

function sizesIn({ min, max, desired }: { min: number; max: number; desired: number }) {
  return { min, max, desired };
}

async function rehearseGroup(
  session: Session,
  target: Target,
  { group, look }: Inspection,
  fit: Fit,
  boot: Boot,
): Promise<Rehearsal> {
  const { world, ledger, name } = session;
  const policy = policyFor(session, group);
  const facts = await ledger.facts({ environment: name });
  const { unfinished, serves } = status(facts);
  const before = unfinished === undefined ? [] : rollFacts(facts, unfinished.id, group);
  const begun = goesOnWith(unfinished, target) && unfinished.image === target.image;
  const fleet = await fit.cloud.observe(undefined);
  const healthy = Math.min(fit.check.interval, boot.takes);
  return rehearse(world, {
    fleet,
    facts: begun ? before : [],
    pace: { boot: boot.takes - healthy, healthy, drain: fit.drain },
    cost: { targetGroups: look?.group.targetGroups.length ?? 0, alarms: policy.alarms },
    goal: {
      ...{ roll: 'r-plan', group, last: true, kind: target.kind, image: target.image, fence: 0 },
      ...{ launchBy: fit.launchBy, check: fit.check, began: fleet.at },
      release: target.name,
      from: serves && `v${serves.release}`,
      inherited: unfinished && inheritanceFrom(facts, unfinished.id, group),
      ...{ base: begun ? unfinished.base : target.base, warm: warm(facts, group) },
      policy,
    },
  });
}
