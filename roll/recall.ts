import type { Clock } from '../world/clock.ts';
import type { Counted } from '../world/aws/fleet/counted.ts';
import { readGroup } from '../world/aws/fleet/group.ts';
import { readSubnets } from '../world/aws/fleet/places.ts';
import { readDescriptions } from '../world/aws/fleet/template.ts';
import { fleetCloud } from './fleet-cloud.ts';
import type { Fleet } from './fleet.ts';
import { type Recalled, recallTags, type Version } from './from-tags.ts';
import type { Policy } from './goal.ts';

/** A group as AWS alone shows it, with what its tags tell of rolls. */
export interface GroupRecalled {
  readonly fleet: Fleet;
  /** Those of its template. */
  readonly versions: readonly Version[];
  readonly recalled: Recalled | undefined;
}

/**
 * Looks at a group for what its tags, and the versions of its template, tell of rolls. Writes nothing.
 *
 * @param named the roll that a person named
 * @returns undefined where there is no such group on a numbered version of a launch template
 * @throws Refused, Unanswered
 */
export async function recallGroup(
  aws: Counted,
  clock: Clock,
  { group, policy }: { readonly group: string; readonly policy: Policy },
  named?: string,
): Promise<GroupRecalled | undefined> {
  const seen = await readGroup(aws, group);
  if (seen?.template === undefined || !/^\d+$/.test(seen.template.version)) return undefined;
  const { targetGroups, mixed, template, subnets } = seen;
  const places = await readSubnets(aws, subnets);
  const at = { group, places, targetGroups, alarms: [], mixed: mixed !== undefined };
  const fleet = await fleetCloud(aws, clock, at).observe(undefined);
  const versions = await readDescriptions(aws, template.id);
  return { fleet, versions, recalled: recallTags({ fleet, versions, policy }, named) };
}
