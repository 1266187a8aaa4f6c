import { rollFacts } from '../ledger/folds/memory.ts';
import type { Release } from '../ledger/folds/releases.ts';
import { type Status, status } from '../ledger/folds/status.ts';
import { type Finding, problem, warning } from '../roll/preflight/finding.ts';
import { askedOf, roomOf } from '../roll/preflight/room.ts';
import { fitOf, type Inspection, problemsIn } from '../roll/preflight.ts';
import { mostWrites, type Rehearsal, rehearse } from '../roll/rehearsal.ts';
import { type Counted, countedAt } from '../world/aws/fleet/counted.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import { imageHere, newestRelease, seek, type Sought } from './find.ts';
import { refuseFrozen } from './frozen.ts';
import { refuseAheadOfSchema } from './migrate.ts';
import { type Boot, bootOf } from './pace.ts';
import { type PolicyRow, policyRows } from './plan-rows.ts';
import { digestOf, type Planned } from './planned.ts';
import { policyFor } from './policy.ts';
import { refuseResting } from './resting.ts';
import { isServing } from './serving.ts';
import type { Session } from './session.ts';
import { planNow } from './stale.ts';
import { baselineIn } from './unfinished.ts';

/** What a roll would do, and what stands in its way. */
export interface Plan {
  readonly environment: string;
  readonly target: PlanTarget;
  /** The release that serves, by the ledger; undefined where nothing was ever proven here. */
  readonly serves: Status['serves'];
  /** Whether the target serves already. */
  readonly already: boolean;
  /** What the ledger and the schema have to say. */
  readonly standing: readonly Finding[];
  readonly groups: readonly GroupPlan[];
  readonly digest: string;
  /** What the digest is of. */
  readonly planned: Planned;
}

/** What it would be rolled to. */
export interface PlanTarget {
  /** `v42`, or the image's id where it has no number yet. */
  readonly name: string;
  readonly image: string;
  /** The commit's subject, or the image's name. */
  readonly about: string;
}

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

export interface Sizes {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  readonly asked: number;
  readonly floor: number;
  readonly surge: number;
}

/** Whether the roll could begin. */
export function isPossible({ standing, groups }: Plan): boolean {
  const stops = standing.some(({ kind }) => kind === 'problem');
  return !stops && groups.every(({ inspection }) => problemsIn(inspection).length === 0);
}

/**
 * Looks at everything that a roll would look at, and rehearses it on a model of each group. Writes nothing, and takes no lease.
 *
 * @param text what it is to be rolled to; undefined: the newest release
 * @throws Failure `target-unknown`, `aws-refused`
 */
export async function planRoll(session: Session, text: string | undefined): Promise<Plan> {
  const { ledger, name, world } = session;
  const sought = text === undefined ? await newest(session) : await seek(session, text);
  const target = targetOf(session, sought);
  const { serves } = status(await ledger.facts({ environment: name }));
  const { planned, inspections } = await planNow(session, target.image);
  const aws = countedAt(session.place);
  const groups: GroupPlan[] = [];
  for (const inspection of inspections) {
    world.note({ step: 'plan', text: `rehearses ${inspection.group}` });
    groups.push(await planGroup(session, aws, target, inspection));
  }
  return {
    environment: name,
    target,
    serves,
    already: sought.kind === 'release' && (await isServing(session, sought.release)),
    standing: await standingOf(session, sought),
    groups,
    digest: digestOf(planned),
    planned,
  };
}

async function newest(session: Session): Promise<Sought> {
  const release = await newestRelease(session);
  if (release !== undefined) return { kind: 'release', release };
  throw new Failure({
    code: 'target-unknown',
    what: 'There is no release yet.',
    state: UNTOUCHED,
    next: `bakeroll release ${session.name}, or name an image: bakeroll plan ${session.name} ami-…`,
  });
}

function targetOf(session: Session, sought: Sought): PlanTarget {
  if (sought.kind === 'image') {
    const { id, name } = sought.image;
    return { name: id, image: id, about: `${name}, which gets its number when it is rolled` };
  }
  const { release } = sought;
  return { name: `v${release.release}`, image: imageHere(session, release), about: aboutOf(release) };
}

function aboutOf(release: Release): string {
  return release.type === 'release-made' ? release.subject : (release.name ?? '');
}

/** What would refuse the roll before any group is looked at: each as a finding, so that all are told. */
async function standingOf(session: Session, sought: Sought): Promise<Finding[]> {
  const found: Finding[] = [];
  const say = async (check: () => Promise<void>) => {
    try {
      await check();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      found.push(problem(`${error.what.replace(/\.$/, '')}: ${error.next}`));
    }
  };
  await say(() => refuseFrozen(session));
  await say(() => refuseResting(session));
  if (sought.kind === 'release') await say(() => refuseAheadOfSchema(session, sought.release));
  const held = await session.ledger.holder(session.name);
  return held === undefined
    ? found
    : [...found, warning(`${held.who} drives it now: a roll waits, or is refused`)];
}

async function planGroup(
  session: Session,
  aws: Counted,
  target: PlanTarget,
  inspection: Inspection,
): Promise<GroupPlan> {
  const { look, group } = inspection;
  const policy = policyFor(session, group);
  const facts = await session.ledger.facts({ environment: session.name });
  const possible = look !== undefined && problemsIn(inspection).length === 0;
  const fit = possible ? fitOf(aws, session.world.clock, inspection) : undefined;
  const settled = (policy.samples - 1) * (fit?.check.interval ?? policy.tick) + policy.soak;
  const boot = bootOf(facts, settled);
  const rehearsal = fit && (await rehearseGroup(session, target, inspection, fit, boot));
  const asked = look === undefined ? 0 : askedOf(look);
  return {
    ...{ group, inspection, boot, rehearsal, policy: policyRows(session, group) },
    sizes: look && { ...sizesIn(look.group), asked, ...roomOf(look) },
    mostWrites: mostWrites(asked, rehearsal?.batches ?? 1),
  };
}

function sizesIn({ min, max, desired }: { min: number; max: number; desired: number }) {
  return { min, max, desired };
}

async function rehearseGroup(
  { world, ledger, name }: Session,
  target: PlanTarget,
  { group, look }: Inspection,
  fit: ReturnType<typeof fitOf>,
  boot: Boot,
): Promise<Rehearsal> {
  const facts = await ledger.facts({ environment: name });
  const { unfinished, serves } = status(facts);
  const before = unfinished === undefined ? [] : rollFacts(facts, unfinished.id);
  const same = unfinished?.kind === 'roll' && unfinished.image === target.image;
  const fleet = await fit.cloud.observe(undefined);
  const healthy = Math.min(fit.check.interval, boot.takes);
  return rehearse(world, {
    fleet,
    facts: same ? before : [],
    pace: { boot: boot.takes - healthy, healthy, drain: fit.drain },
    cost: { targetGroups: look?.group.targetGroups.length ?? 0, alarms: look?.wanted.policy.alarms ?? [] },
    goal: {
      ...{ roll: 'r-plan', group, last: true, kind: 'roll', image: target.image, fence: 0 },
      ...{ launchBy: fit.launchBy, check: fit.check, began: fleet.at },
      release: target.name,
      from: serves && `v${serves.release}`,
      inherited: same ? undefined : baselineIn(before),
      policy: look?.wanted.policy ?? fail(group),
    },
  });
}

function fail(group: string): never {
  throw new Error(`the group ${group} was found fit, and was not read`);
}
