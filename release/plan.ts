import type { Release } from '../ledger/folds/releases.ts';
import { type Status, status } from '../ledger/folds/status.ts';
import { type Finding, problem, warning } from '../roll/preflight/finding.ts';
import { problemsIn } from '../roll/preflight.ts';
import { countedAt } from '../world/aws/fleet/counted.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import { imageHere, newestRelease, seek, type Sought } from './find.ts';
import { refuseFrozen } from './frozen.ts';
import { refuseAheadOfSchema } from './migrate.ts';
import { type GroupPlan, planGroup } from './plan-group.ts';
import { digestOf, type Planned } from './planned.ts';
import { refuseResting } from './resting.ts';
import { isServing } from './serving.ts';
import type { Session } from './session.ts';
import { planNow } from './stale.ts';

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
