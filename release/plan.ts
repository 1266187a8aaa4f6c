import type { Release } from '../ledger/folds/releases.ts';
import { type Status, status } from '../ledger/folds/status.ts';
import { type Finding, problem, warning } from '../roll/preflight/finding.ts';
import { problemsIn } from '../roll/preflight.ts';
import { countedAt } from '../world/aws/fleet/counted.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import { checkBase } from './base.ts';
import { imageHere, newestRelease, seek, type Sought } from './find.ts';
import { refuseFrozen } from './frozen.ts';
import { refuseAheadOfSchema } from './migrate.ts';
import { type GroupPlan, planGroup } from './plan-group.ts';
import { digestOf, type Planned } from './planned.ts';
import { refuseResting } from './resting.ts';
import { seekBack } from './rollback.ts';
import { servingRelease } from './same.ts';
import { isServing } from './serving.ts';
import type { Session } from './session.ts';
import { planNow } from './stale.ts';
import { migrationsThatStay } from './stays.ts';
import { goesOnWith } from './unfinished.ts';

/** What is to be planned, as it was asked for. */
export interface PlanOrder {
  readonly kind: 'roll' | 'rollback';
  /** Left out, it is the newest release; of a rollback, what came before. */
  readonly target?: string | undefined;
  /** To what serves: every instance is replaced. */
  readonly same?: boolean;
  /** The version of the launch template that the roll's own is made from, where one is named. */
  readonly base?: number | undefined;
}

/** What a roll or a rollback would do, and what stands in its way. */
export interface Plan {
  readonly environment: string;
  readonly target: PlanTarget;
  /** The release that serves, by the ledger; undefined where nothing was ever proven here. */
  readonly serves: Status['serves'];
  /** Whether the target serves already, so that there is nothing to do. */
  readonly already: boolean;
  /** Of a rollback that has nowhere to go: the release before that, to be named if it is meant. */
  readonly further: number | undefined;
  /** The migrations that a rollback does not undo. */
  readonly stays: readonly string[];
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

/** Whether the roll could begin. */
export function isPossible({ standing, groups }: Plan): boolean {
  const stops = standing.some(({ kind }) => kind === 'problem');
  return !stops && groups.every(({ inspection }) => problemsIn(inspection).length === 0);
}

/**
 * Looks at everything that the roll or rollback would look at, and rehearses it on a model of each group. Writes nothing, and
 * takes no lease.
 *
 * @throws Failure `target-unknown`, `nothing-to-roll-back-to`, `usage`, `aws-refused`
 */
export async function plan(session: Session, order: PlanOrder): Promise<Plan> {
  const { ledger, name, world } = session;
  const { kind, same = false, base } = order;
  const { sought, further, stands } = await soughtBy(session, order);
  if (base !== undefined) await checkBase(session, base);
  const target = targetOf(session, sought);
  const facts = await ledger.facts({ environment: name });
  const { planned, inspections } = await planNow(session, { kind, image: target.image, same, base });
  const aws = countedAt(session.place);
  const groups: GroupPlan[] = [];
  for (const inspection of inspections) {
    world.note({ step: 'plan', text: `rehearses ${inspection.group}` });
    groups.push(await planGroup(session, aws, { ...planned, name: target.name }, inspection));
  }
  const release = sought.kind === 'release' ? sought.release : undefined;
  const anew = same || base !== undefined;
  return {
    ...{ environment: name, target, further, groups, planned, digest: digestOf(planned) },
    serves: status(facts).serves,
    already: stands || (!anew && release !== undefined && (await isServing(session, release))),
    stays: kind === 'rollback' && release !== undefined ? migrationsThatStay(facts, release) : [],
    standing:
      kind === 'rollback'
        ? await standingOfBack(session, planned)
        : await standingOf(session, planned, release),
  };
}

/** What is sought, and whether the environment stands there already. */
interface Found {
  readonly sought: Sought;
  readonly stands: boolean;
  readonly further: number | undefined;
}

async function soughtBy(session: Session, { kind, target, same }: PlanOrder): Promise<Found> {
  const found = { stands: false, further: undefined };
  if (kind === 'rollback') {
    const back = await seekBack(session, target);
    if (back.kind === 'to') return { ...found, sought: back.sought };
    return { stands: true, further: back.further, sought: await seek(session, `v${back.release}`) };
  }
  if (same === true) return { ...found, sought: { kind: 'release', release: await servingRelease(session) } };
  return { ...found, sought: target === undefined ? await newest(session) : await seek(session, target) };
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
async function standingOf(
  session: Session,
  planned: Planned,
  release: Release | undefined,
): Promise<Finding[]> {
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
  if (release !== undefined) await say(() => refuseAheadOfSchema(session, release));
  const held = await session.ledger.holder(session.name);
  const driven = held && warning(`${held.who} drives it now: a roll waits, or is refused`);
  return [...found, ...(await takenOver(session, planned)), ...(driven ? [driven] : [])];
}

/** A rollback is refused neither by a freeze nor by who drives. */
async function standingOfBack(session: Session, planned: Planned): Promise<Finding[]> {
  const held = await session.ledger.holder(session.name);
  const driven =
    held && warning(`${held.who} drives it now: a rollback asks for the way, and takes over after 30 s`);
  return [...(await takenOver(session, planned)), ...(driven ? [driven] : [])];
}

async function takenOver({ ledger, name }: Session, planned: Planned): Promise<Finding[]> {
  const { unfinished } = status(await ledger.facts({ environment: name }));
  if (unfinished === undefined) return [];
  const { id, release, image } = unfinished;
  const what = `the ${unfinished.kind} ${id} to v${release}, which did not come to its end`;
  return [
    goesOnWith(unfinished, planned) && image === planned.image
      ? warning(`goes on with ${what}`)
      : warning(`takes over ${what}, and goes back to what that one found`),
  ];
}
