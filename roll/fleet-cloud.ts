import type { Clock } from '../world/clock.ts';
import { type Counted } from '../world/aws/fleet/counted.ts';
import {
  endMember,
  launchInto,
  protectMembers,
  readGroup,
  suspendRebalance,
  tagGroup,
  untagGroup,
  writeGroup,
} from '../world/aws/fleet/group.ts';
import { readConsole } from '../world/aws/fleet/instances.ts';
import { enterStandby, exitStandby } from '../world/aws/fleet/standby.ts';
import { deleteVersion, makeVersion, readDifference } from '../world/aws/fleet/template.ts';
import type { FleetCloud } from './cloud.ts';
import type { Settings } from './facts.ts';
import type { Place, Template } from './fleet.ts';
import { observe, type Watched } from './observe.ts';
import { type Awaited, surroundings } from './surroundings.ts';

export interface GroupPlace {
  /** The Auto Scaling group's name. */
  readonly group: string;
  readonly places: readonly Place[];
  /** The ARNs of the target groups that count. */
  readonly targetGroups: readonly string[];
  /** The names of the alarms that stop a roll. */
  readonly alarms: readonly string[];
  /** Whether it launches several types, by a mixed policy. */
  readonly mixed: boolean;
}

/** The group in AWS, as the engine asks for it. */
export function fleetCloud(aws: Counted, clock: Clock, place: GroupPlace): FleetCloud {
  const { group } = place;
  const awaited: Awaited = new Map();
  const around = surroundings(aws, clock, place, awaited);
  const watched: Watched = {
    ...place,
    aws,
    clock,
    around,
    images: new Map(),
    consoles: new Map(),
    statuses: { at: 0, impaired: new Map() },
  };
  return {
    observe: (watch) => observe(watched, watch),
    makeVersion: (from, order) => makeVersion(aws, from, order),
    deleteVersion: (template) => deleteVersion(aws, template),
    difference: (from, to) => readDifference(aws, from, to),
    write: (template, settings) => write(aws, place, template, settings),
    launch: async (order, token) => {
      const answer = await launchInto(aws, group, { ...order, token });
      for (const id of answer.instances) awaited.set(id, clock.now());
      return answer;
    },
    end: (instance, decrement) => endMember(aws, instance, decrement),
    standBy: (instances) => enterStandby(aws, group, instances),
    callBack: (instances) => exitStandby(aws, group, instances),
    protect: (instances, on) => protectMembers(aws, group, instances, on),
    tag: (tags) => tagGroup(aws, group, tags),
    untag: (names) => untagGroup(aws, group, names),
    console: (instance) => evidence(watched, instance),
    calls: () => aws.calls(),
  };
}

/** Sizes and template go in one call; AZRebalance has one of its own. */
async function write(
  aws: Counted,
  { group, mixed }: GroupPlace,
  template: Template,
  settings: Settings,
): Promise<void> {
  const { min, max, grace, version, rebalanceSuspended } = settings;
  if (min !== undefined || max !== undefined || grace !== undefined || version !== undefined) {
    const to = version === undefined ? undefined : { id: template.id, version };
    // The policy as it is now, so that what somebody else changed of it meanwhile stays.
    const policy = mixed && to !== undefined ? (await readGroup(aws, group))?.mixed : undefined;
    await writeGroup(aws, group, { min, max, grace, template: to, mixed: policy });
  }
  if (rebalanceSuspended !== undefined) await suspendRebalance(aws, group, rebalanceSuspended);
}

/** The console as AWS has it now, or as it was when it was last read. */
async function evidence({ aws, consoles }: Watched, instance: string): Promise<string> {
  const kept = consoles.get(instance)?.text ?? '';
  const now = await readConsole(aws, instance).catch(() => '');
  return now === '' ? kept : now;
}
