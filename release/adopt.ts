import { createHash } from 'node:crypto';
import { status } from '../ledger/folds/status.ts';
import type { Lease } from '../ledger/lease.ts';
import { fleetCloud } from '../roll/fleet-cloud.ts';
import { type Counted, countedAt } from '../world/aws/fleet/counted.ts';
import { readRefresh } from '../world/aws/fleet/activities.ts';
import { readGroup } from '../world/aws/fleet/group.ts';
import type { GroupSeen } from '../world/aws/fleet/look.ts';
import { makeVersion, readResolved, type VersionSeen } from '../world/aws/fleet/template.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import { refuseUnfinished } from './resting.ts';
import type { Session } from './session.ts';

/** A group whose template version is a number now. */
export interface Adopted {
  readonly group: string;
  /** How the version was written: `$Latest`, or the number that it was already. */
  readonly was: string;
  readonly template: string;
  readonly version: number;
  /** What the group launches, before and after. */
  readonly image: string;
  /** Whether anything was written. */
  readonly wrote: boolean;
  /** Instances of another version: they stay as they are. */
  readonly others: readonly string[];
}

/**
 * Writes the number of the launch-template version that each group launches now, and the id of its image, where it names them
 * by what changes: `$Latest`, `$Default`, `resolve:ssm:…`. Nothing is launched or ended for it.
 *
 * @throws Failure `held`; `resting` while a roll has not come to its end; `group-unfit` while an instance refresh is under way
 */
export async function adopt(session: Session): Promise<Adopted[]> {
  const { ledger, name, by, lockWait, environment, place } = session;
  const lease = await ledger.acquire(name, { who: by }, { wait: lockWait });
  try {
    refuseUnfinished(status(await ledger.facts({ environment: name })), name);
    const aws = countedAt(place, lease);
    const looked = [];
    for (const { name: group } of environment.groups) looked.push(await lookAt(aws, group));
    const adopted: Adopted[] = [];
    for (const look of looked) adopted.push(await adoptOne(session, aws, lease, look));
    return adopted;
  } finally {
    await lease.giveUp();
  }
}

interface Looked {
  readonly group: string;
  readonly seen: GroupSeen;
  /** As it is written. */
  readonly was: string;
  /** The version that it launches now, its image's id found out. */
  readonly runs: VersionSeen;
  readonly image: string;
}

async function lookAt(aws: Counted, group: string): Promise<Looked> {
  const seen = await readGroup(aws, group);
  if (seen?.template === undefined) throw unfit(group, 'there is none of that name on a launch template');
  const refresh = await readRefresh(aws, group);
  if (refresh !== undefined) throw unfit(group, `the instance refresh ${refresh} is under way`);
  const found = await readResolved(aws, seen.template);
  if (found?.image === undefined) throw unfit(group, `version ${seen.template.version} names no image`);
  return { group, seen, was: seen.template.version, runs: found.written, image: found.image };
}

async function adoptOne(
  { world }: Session,
  aws: Counted,
  lease: Lease,
  { group, seen, was, runs, image }: Looked,
): Promise<Adopted> {
  lease.assertHeld();
  const { id } = runs;
  const named = runs.image === image;
  const version = named ? runs.version : await nameImage(aws, runs, image);
  const wrote = was !== String(version);
  if (wrote) {
    const at = { group, places: [], targetGroups: [], alarms: [], mixed: seen.mixed !== undefined };
    await fleetCloud(aws, world.clock, at).write({ id, version }, { version });
  }
  const others = seen.members.filter((member) => member.version !== runs.version).map((member) => member.id);
  return { group, was, template: id, version, image, wrote, others };
}

/** The same version with the image's id in place of where it is looked up. */
function nameImage(
  aws: Counted,
  { id, version, image: written }: VersionSeen,
  image: string,
): Promise<number> {
  const description = `bakeroll adopted version ${version}: ${image} for ${written ?? ''}`;
  const token = createHash('sha256').update(`${id} ${description}`).digest('hex').slice(0, 64);
  return makeVersion(aws, { id, version }, { image, description, token });
}

function unfit(group: string, why: string): Failure {
  return new Failure({
    code: 'group-unfit',
    what: `The group ${group} cannot be adopted now: ${why}.`,
    state: UNTOUCHED,
    next: 'change what is named, and type the same again',
  });
}
