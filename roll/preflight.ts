import { Refused } from '../world/aws/answer.ts';
import type { Counted } from '../world/aws/fleet/counted.ts';
import type { Clock } from '../world/clock.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import { type FleetCloud, isOfAws } from './cloud.ts';
import { fleetCloud } from './fleet-cloud.ts';
import type { Goal } from './goal.ts';
import { type Check, type Finding, problem, warning } from './preflight/finding.ts';
import { launchBy } from './preflight/launch-by.ts';
import { type Look, look } from './preflight/look.ts';
import { resumable } from './preflight/suspended.ts';
import { CHECKS } from './preflight/table.ts';
import type { Wanted } from './preflight/wanted.ts';

/** A group that can be rolled, and what the engine has to know of it. */
export interface Fit {
  readonly cloud: FleetCloud;
  readonly check: Goal['check'];
  /** How instances are launched (ROLL.md 3). */
  readonly launchBy: Goal['launchBy'];
  /** How long one that leaves may finish what is under way, at the longest: milliseconds. */
  readonly drain: number;
  /** Suspended processes that are resumed before anything else is done, and stay so. */
  readonly resume: readonly string[];
  /** The image of the template's version: what serves, or would. */
  readonly image: string;
  readonly desired: number;
  /** The launch template's user data, decoded. */
  readonly userData: string;
  /** As the group has them. */
  readonly tags: Readonly<Record<string, string>>;
}

/** What every check said of a group, in the table's order. */
export interface Inspection {
  readonly group: string;
  readonly said: readonly Said[];
  /** What was read; undefined where there is no such group. */
  readonly look: Look | undefined;
}

/** What one check said, by its name in the table. */
export interface Said {
  readonly check: string;
  readonly findings: readonly Finding[];
}

/**
 * Looks at a group before anything is done, and refuses by name what this version does not roll, all of it at once.
 *
 * @throws Failure `group-unfit`, and `aws-refused` where AWS does not answer
 */
export async function preflight(aws: Counted, clock: Clock, wanted: Wanted): Promise<Fit> {
  const inspection = await inspect(aws, clock, wanted);
  refuseUnfit([inspection]);
  return fitOf(aws, clock, inspection);
}

/**
 * As `preflight`, but what is wrong is said and not thrown.
 *
 * @throws Failure `aws-refused` where AWS does not answer, or does not let the group be seen
 */
export async function inspect(aws: Counted, clock: Clock, wanted: Wanted): Promise<Inspection> {
  const { group } = wanted;
  const seen = await look(aws, clock.now(), wanted).catch((error: unknown) => unseen(group, error));
  const said =
    seen === undefined
      ? [{ check: 'group kind', findings: [problem('there is no Auto Scaling group of that name')] }]
      : Object.entries<Check>(CHECKS).map(([check, says]) => ({
          check,
          findings: wanted.begun ? goingOn(check, says(seen)) : says(seen),
        }));
  return { group, said, look: seen };
}

/** Without these not even going back goes on. What else is wrong in the middle of a roll the engine meets itself. */
const ALWAYS: readonly string[] = ['group kind', 'template', 'permissions', 'processes'];

function goingOn(check: string, findings: readonly Finding[]): readonly Finding[] {
  if (ALWAYS.includes(check)) return findings;
  return findings.map((finding) => (finding.kind === 'problem' ? warning(finding.text) : finding));
}

/** What stands in the way of rolling it. */
export function problemsIn({ said }: Inspection): readonly Finding[] {
  return said.flatMap(({ findings }) => findings.filter(({ kind }) => kind === 'problem'));
}

/** @throws Failure `group-unfit`, with every problem of every group */
export function refuseUnfit(inspections: readonly Inspection[]): void {
  const unfit = inspections.flatMap((inspection) => {
    const problems = problemsIn(inspection);
    const all = problems.map(({ text }) => text).join('; ');
    return problems.length === 0 ? [] : [`The group ${inspection.group} cannot be rolled as it is: ${all}.`];
  });
  if (unfit.length === 0) return;
  throw new Failure({
    code: 'group-unfit',
    what: unfit.join('\n'),
    state: UNTOUCHED,
    next: 'change what is named, and type the same again',
  });
}

/** The alarms that stop the roll: those of the policy, but for what somebody said is ignored. */
function heeded({ policy, consent }: Wanted): string[] {
  return policy.alarms.filter((name) => consent?.alarms.includes(name) !== true);
}

/** What the engine has to know of a group in which nothing was found that it cannot be rolled with. */
export function fitOf(aws: Counted, clock: Clock, { group: name, look }: Inspection): Fit {
  const { version, group, subnets = [], targetGroups = [] } = look ?? {};
  if (look === undefined || group === undefined || version === undefined)
    throw new Error(`the group ${name} was found fit, and was not read`);
  // One that nothing forwards to is `unused` for those that serve, and says nothing of the new ones (ROLL.md 4).
  const counting = targetGroups.filter(({ balancers }) => balancers.length > 0);
  const mixed = group.mixed !== undefined;
  const place = {
    group: name,
    places: subnets,
    targetGroups: counting.map(({ arn }) => arn),
    alarms: heeded(look.wanted),
    mixed,
  };
  const { tick } = look.wanted.policy;
  return {
    cloud: fleetCloud(aws, clock, place),
    check: {
      // The slowest of its target groups decides; with none every look is one.
      interval: Math.max(tick, ...counting.map(({ interval }) => interval)),
      failures: Math.max(2, ...counting.map(({ failures }) => failures)),
      slowStart: Math.max(0, ...counting.map(({ slowStart }) => slowStart)),
    },
    launchBy: launchBy(look).way,
    drain: Math.max(0, ...counting.map(({ delay }) => delay)),
    resume: resumable(look).needed.flatMap(({ process, resumes }) => (resumes ? [process] : [])),
    image: version.image ?? '',
    userData: version.userData,
    desired: group.desired,
    tags: group.tags,
  };
}

function unseen(group: string, cause: unknown): never {
  if (!isOfAws(cause)) throw cause;
  const code = cause instanceof Refused ? `${cause.code}: ` : '';
  throw new Failure({
    code: 'aws-refused',
    what: `AWS does not let the group ${group} be seen.`,
    why: `${code}${cause.message}`,
    state: UNTOUCHED,
    next: 'look at what is named, and type the same again',
    cause,
  });
}
