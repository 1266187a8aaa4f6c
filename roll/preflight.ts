import type { Clock } from '../world/clock.ts';
import type { Counted } from '../world/aws/fleet/counted.ts';
import { readGroup } from '../world/aws/fleet/group.ts';
import { readTargetGroups } from '../world/aws/fleet/health.ts';
import type { GroupSeen } from '../world/aws/fleet/look.ts';
import { readSubnets, type SubnetSeen } from '../world/aws/fleet/places.ts';
import { dryRun, readVersion } from '../world/aws/fleet/template.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import type { FleetCloud } from './cloud.ts';
import type { Template } from './fleet.ts';
import { fleetCloud } from './fleet-cloud.ts';
import type { Goal, Policy } from './goal.ts';
import { surgeOf } from './numbers.ts';

/** A group that can be rolled, and what the engine has to know of it. */
export interface Fit {
  readonly cloud: FleetCloud;
  readonly check: Goal['check'];
  /** The image of the template's version: what serves, or would. */
  readonly image: string;
  readonly desired: number;
  /** The launch template's user data, decoded. */
  readonly userData: string;
}

export interface Wanted {
  /** The Auto Scaling group's name. */
  readonly group: string;
  readonly policy: Policy;
  /** How many a roll that is taken up again asked for; its surge may stand now. */
  readonly asked: number | undefined;
}

/**
 * Looks at a group before anything is done, and refuses by name what this version does not roll, all of it at once.
 *
 * @throws Failure `group-unfit`
 */
export async function preflight(
  aws: Counted,
  clock: Clock,
  { group: name, policy, asked }: Wanted,
): Promise<Fit> {
  const group = await readGroup(aws, name);
  if (group === undefined) throw unfit(name, ['there is no Auto Scaling group of that name']);
  const { template } = group;
  if (template === undefined || group.mixed) throw unfit(name, ['it is not on one launch template']);
  refuse(name, problemsOf(group, template.version, policy, asked ?? Math.max(group.desired, 1)));
  const numbered = { id: template.id, version: Number(template.version) };
  const subnets = await readSubnets(aws, group.subnets);
  refuse(name, await launchProblems(aws, numbered, subnets));
  const { image, userData } = await readTemplate(aws, name, numbered);
  const place = { group: name, places: subnets, targetGroups: group.targetGroups, alarms: policy.alarms };
  return {
    cloud: fleetCloud(aws, clock, place),
    check: await checkOf(aws, group),
    image,
    userData,
    desired: group.desired,
  };
}

function problemsOf(group: GroupSeen, version: string, policy: Policy, asked: number): string[] {
  const { targetGroups, classicBalancers, suspended, subnets, max } = group;
  const stopped = ['Launch', 'Terminate', 'AddToLoadBalancer'].filter((process) => suspended.has(process));
  return [
    ...(/^\d+$/.test(version)
      ? []
      : [`its template version is ${version}: write a number, or any launch deploys whatever is newest`]),
    ...(targetGroups.length > 0 ? [] : ['it has no target group, and health is judged by one']),
    ...(classicBalancers.length === 0 ? [] : ['it has a classic load balancer']),
    ...(subnets.length > 0 ? [] : ['it names no subnets']),
    ...stopped.map((process) => `${process} is suspended (${suspended.get(process) ?? ''}): resume it first`),
    ...(surgeOf(asked, policy.surge, max) > 0
      ? []
      : [
          `its maximum is ${max} and ${asked} are asked for: there is no room for one more; raise the maximum, or lower desired`,
        ]),
  ];
}

/** Whether what serves now could be launched again: without that there would be no way back. */
async function launchProblems(
  aws: Counted,
  template: Template,
  subnets: readonly SubnetSeen[],
): Promise<string[]> {
  const [first] = subnets;
  if (first === undefined) return ['none of its subnets is there'];
  const reason = await dryRun(aws, template, first.subnet);
  return reason === undefined
    ? []
    : [
        `version ${template.version} of its template cannot be launched, so that there is no way back: ${reason}`,
      ];
}

async function readTemplate(
  aws: Counted,
  name: string,
  template: Template,
): Promise<{ image: string; userData: string }> {
  const found = await readVersion(aws, template);
  const data = found?.LaunchTemplateData;
  if (data?.ImageId === undefined)
    throw unfit(name, [`version ${template.version} of its template names no image`]);
  if (data.ImageId.startsWith('resolve:'))
    throw unfit(name, [`its template's image is ${data.ImageId}: write an image's id`]);
  return { image: data.ImageId, userData: Buffer.from(data.UserData ?? '', 'base64').toString('utf8') };
}

/** The slowest of its target groups decides. */
async function checkOf(aws: Counted, group: GroupSeen): Promise<Goal['check']> {
  const checks = await readTargetGroups(aws, group.targetGroups);
  return {
    interval: Math.max(...checks.map(({ interval }) => interval)),
    failures: Math.max(...checks.map(({ failures }) => failures)),
  };
}

function refuse(name: string, problems: readonly string[]): void {
  if (problems.length > 0) throw unfit(name, problems);
}

function unfit(name: string, problems: readonly string[]): Failure {
  return new Failure({
    code: 'group-unfit',
    what: `The group ${name} cannot be rolled as it is: ${problems.join('; ')}.`,
    state: UNTOUCHED,
    next: 'change what is named, and type the same again',
  });
}
