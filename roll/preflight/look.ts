import { type AlarmSeen, readAlarms } from '../../world/aws/fleet/alarms.ts';
import { type BalancerSeen, readBalancers } from '../../world/aws/fleet/balancers.ts';
import type { Counted } from '../../world/aws/fleet/counted.ts';
import { type HookSeen, readHooks } from '../../world/aws/fleet/hooks.ts';
import { readGroup } from '../../world/aws/fleet/group.ts';
import type { GroupSeen } from '../../world/aws/fleet/look.ts';
import { type MachineImage, readMachineImages } from '../../world/aws/fleet/machine-images.ts';
import { readUses, type TemplateUse } from '../../world/aws/fleet/neighbours.ts';
import { readSubnets, type SubnetSeen } from '../../world/aws/fleet/places.ts';
import { readRefresh } from '../../world/aws/fleet/activities.ts';
import {
  type PolicySeen,
  readPolicies,
  readSchedules,
  type ScheduleSeen,
} from '../../world/aws/fleet/scaling.ts';
import { readTargetGroups, type TargetGroupSeen } from '../../world/aws/fleet/target-groups.ts';
import { readVersions, type VersionSeen } from '../../world/aws/fleet/template.ts';
import { readTypes, type TypeSeen } from '../../world/aws/fleet/types.ts';
import type { Instant } from '../../world/clock.ts';
import { asker, type Asker, type Unread } from './ask.ts';
import { type Tried, tryLaunches } from './trials.ts';
import type { Wanted } from './wanted.ts';

/** All that is read of a group before it is rolled. What could not be read is undefined, and among `unread`. */
export interface Look {
  readonly at: Instant;
  readonly wanted: Wanted;
  readonly group: GroupSeen;
  /** The version that going back would go to. */
  readonly version: VersionSeen | undefined;
  /** What the roll's own version is made from: `version`, or the one that a person named. */
  readonly source: VersionSeen | undefined;
  /** The newest version of the template. */
  readonly newest: number | undefined;
  /** Who else launches from the template. */
  readonly uses: readonly TemplateUse[] | undefined;
  readonly images: readonly MachineImage[] | undefined;
  readonly types: readonly TypeSeen[] | undefined;
  readonly subnets: readonly SubnetSeen[] | undefined;
  readonly targetGroups: readonly TargetGroupSeen[] | undefined;
  readonly balancers: readonly BalancerSeen[] | undefined;
  readonly hooks: readonly HookSeen[] | undefined;
  readonly policies: readonly PolicySeen[] | undefined;
  /** Those that are due while the roll may last. */
  readonly schedules: readonly ScheduleSeen[] | undefined;
  /** Those that the policy names. */
  readonly alarms: readonly AlarmSeen[] | undefined;
  /** The id of an instance refresh that is under way. */
  readonly refresh: string | undefined;
  readonly trials: readonly Tried[];
  readonly unread: readonly Unread[];
}

/**
 * Reads all that the checks look at. It writes nothing: the launches that it tries are dry runs.
 *
 * @returns undefined where there is no such group
 * @throws Unanswered; Refused where the group itself may not be seen
 */
export async function look(aws: Counted, now: Instant, wanted: Wanted): Promise<Look | undefined> {
  const group = await readGroup(aws, wanted.group);
  if (group === undefined) return undefined;
  const unread: Unread[] = [];
  const { need, wish } = asker(unread);
  const { group: name, policy } = wanted;
  const template = templateOf(wanted, group);
  const versions =
    template && (await need('ec2:DescribeLaunchTemplateVersions', () => readVersions(aws, template)));
  const version = versions?.asked;
  const source = await sourceOf(aws, wanted, version, need);
  const subnets = await need('ec2:DescribeSubnets', () => readSubnets(aws, group.subnets));
  const types = group.mixed?.types ?? [];
  return {
    ...{ at: now, wanted, group, version, source, newest: versions?.newest, subnets, unread },
    uses: template && (await need('autoscaling:DescribeAutoScalingGroups', () => readUses(aws, template.id))),
    images: await need('ec2:DescribeImages', () => readImages(aws, wanted, version)),
    types: await need('ec2:DescribeInstanceTypes', () => readTypes(aws, typesOf(group, source))),
    ...(await balancing(aws, group, need)),
    hooks: await wish('autoscaling:DescribeLifecycleHooks', () => readHooks(aws, name)),
    policies: await wish('autoscaling:DescribePolicies', () => readPolicies(aws, name)),
    schedules: await wish('autoscaling:DescribeScheduledActions', () =>
      readSchedules(aws, name, { from: now, to: now + policy.deadline.total }),
    ),
    alarms: await need('cloudwatch:DescribeAlarms', () => readAlarms(aws, policy.alarms)),
    refresh: await need('autoscaling:DescribeInstanceRefreshes', () => readRefresh(aws, name)),
    trials: await tryLaunches(aws, { wanted, version, source, subnets: subnets ?? [], types }),
  };
}

/** Where the version that was named is not there, that is refused before any group is looked at. */
async function sourceOf(
  aws: Counted,
  { base }: Wanted,
  version: VersionSeen | undefined,
  need: Asker['need'],
): Promise<VersionSeen | undefined> {
  if (base === undefined || version === undefined) return version;
  const named = { id: version.id, version: String(base) };
  const found = await need('ec2:DescribeLaunchTemplateVersions', () => readVersions(aws, named));
  return found?.asked;
}

async function balancing(
  aws: Counted,
  { targetGroups: arns }: GroupSeen,
  need: Asker['need'],
): Promise<Pick<Look, 'targetGroups' | 'balancers'>> {
  const targetGroups = await need('elasticloadbalancing:DescribeTargetGroups', () =>
    readTargetGroups(aws, arns),
  );
  const used = [...new Set(targetGroups?.flatMap(({ balancers }) => balancers))];
  const balancers = await need('elasticloadbalancing:DescribeLoadBalancers', () => readBalancers(aws, used));
  return { targetGroups, balancers };
}

function templateOf({ from }: Wanted, { template }: GroupSeen) {
  return from === undefined ? template : { id: from.id, version: String(from.version) };
}

/** The types that it launches: those of its overrides, else the template's own. */
function typesOf({ mixed }: GroupSeen, source: VersionSeen | undefined): readonly string[] {
  const types = mixed?.types ?? [];
  if (types.length > 0) return types;
  return source?.type === undefined ? [] : [source.type];
}

async function readImages(
  aws: Counted,
  { image, owners = ['self'] }: Wanted,
  version: VersionSeen | undefined,
): Promise<MachineImage[]> {
  const ids = [image, version?.image].filter((id) => id?.startsWith('ami-')) as string[];
  return ids.length === 0 ? [] : readMachineImages(aws, [...new Set(ids)], owners);
}
