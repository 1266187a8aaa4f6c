import { type FleetCloud, isOfAws } from './cloud.ts';
import type { RollFact } from './facts.ts';
import type { Fleet, Member } from './fleet.ts';
import { recall } from './fold.ts';
import { BLANK, type Memory } from './memory.ts';
import { settingsBack } from './put-back.ts';
import { PASSING } from './tags.ts';

/** What is left of ended rolls in one group, as far as AWS alone does not tell. */
export interface TidyOrder {
  readonly cloud: FleetCloud;
  /** What the last roll recorded of the group; it has ended. */
  readonly facts: readonly RollFact[];
  /** The versions of the group's template that rolls made which have ended. */
  readonly made: readonly number[];
  /** Those of them that some other group would launch. */
  readonly used: readonly number[];
}

/** What was done, and what is still left, each a sentence. */
export interface Tidied {
  readonly did: readonly string[];
  readonly left: readonly string[];
}

/**
 * Finishes what ended rolls left of a group: settings that still have the value that the roll wrote, its protection from
 * scale-in, old instances, versions of the launch template that nothing runs, tags. What somebody else set meanwhile stays.
 *
 * @throws Unanswered where AWS does not show the group
 */
export async function tidyGroup({ cloud, facts, made, used }: TidyOrder): Promise<Tidied> {
  const fleet = await cloud.observe(undefined);
  const memory = facts.reduce(recall, BLANK);
  const tidying = { cloud, fleet, memory, did: [] as string[], left: [] as string[] };
  await protection(tidying);
  await oldOnes(tidying);
  await settings(tidying);
  await versions(tidying, made, used);
  const tags = PASSING.filter((name) => name in fleet.tags);
  if (tags.length > 0)
    await attempt(tidying, `took the tags ${tags.join(', ')} off`, () => cloud.untag(tags));
  return tidying;
}

interface Tidying {
  readonly cloud: FleetCloud;
  readonly fleet: Fleet;
  readonly memory: Memory;
  readonly did: string[];
  readonly left: string[];
}

/** What AWS does not take is left, and said. */
async function attempt({ did, left }: Tidying, what: string, write: () => Promise<void>): Promise<boolean> {
  try {
    await write();
    did.push(what);
    return true;
  } catch (error) {
    if (!isOfAws(error)) throw error;
    left.push(`not done: ${what}: ${error.message}`);
    return false;
  }
}

async function protection(tidying: Tidying): Promise<void> {
  const { cloud, fleet, memory } = tidying;
  const ours = fleet.members.filter(
    ({ id, life, protected: held }) => held && life === 'serving' && memory.protects.has(id),
  );
  const ids = ours.map(({ id }) => id);
  if (ids.length === 0) return;
  await attempt(tidying, `took the protection off ${ids.join(', ')}`, () => cloud.protect(ids, false));
}

/** Old ones go where as many of what serves are healthy as are asked for, and one fewer is desired then. */
async function oldOnes(tidying: Tidying): Promise<void> {
  const { cloud, fleet, memory, left } = tidying;
  const { baseline } = memory;
  const { version } = fleet.group.template;
  const serves = fleet.members.filter((member) => member.version === version && member.healthy);
  const asked = memory.asked ?? baseline?.asked ?? Number.POSITIVE_INFINITY;
  let { desired } = fleet.group;
  for (const member of fleet.members.filter((member) => isOld(member, version))) {
    const { id } = member;
    if (member.life === 'leaving') left.push(`${id} is still on its way out`);
    else if (serves.length < asked || desired <= Math.max(asked, fleet.group.min))
      left.push(
        `${id} of version ${member.version} is there: desired is ${desired}, the minimum ${fleet.group.min}`,
      );
    else if (await attempt(tidying, `ended ${id} of version ${member.version}`, () => cloud.end(id, true)))
      desired -= 1;
  }
}

/** Those that wait in Standby are no left-overs: they end when their time is over. */
function isOld({ version, life }: Member, serves: number): boolean {
  return version !== serves && life !== 'standby';
}

async function settings(tidying: Tidying): Promise<void> {
  const { cloud, fleet, memory, left } = tidying;
  const { baseline } = memory;
  if (baseline === undefined) return;
  const { version, min, ...others } = settingsBack(memory, fleet.group, baseline);
  const fits = min === undefined || min <= fleet.group.desired;
  if (!fits) left.push(`the minimum was ${min}: with ${fleet.group.desired} desired that would launch`);
  const back = { ...others, ...(fits && min !== undefined ? { min } : {}) };
  const said = Object.entries(back).map(([name, value]) => `${NAMES[name] ?? name} ${String(value)}`);
  if (said.length === 0) return;
  const moves = back.rebalanceSuspended === false ? `; AZRebalance is on again: ${zonesOf(fleet)}` : '';
  await attempt(tidying, `put back ${said.join(', ')}${moves}`, () => cloud.write(baseline.template, back));
}

const NAMES: Readonly<Record<string, string>> = {
  min: 'the minimum',
  max: 'the maximum',
  grace: 'the grace period',
  rebalanceSuspended: 'AZRebalance suspended:',
};

/** How the instances lie, and what AZRebalance will do about it. */
function zonesOf({ group, members }: Fleet): string {
  const zones = [...new Set(group.places.map(({ zone }) => zone))];
  const counts = zones.map((zone) => ({
    zone,
    count: members.filter((member) => member.zone === zone && member.life === 'serving').length,
  }));
  const sizes = counts.map(({ count }) => count);
  const uneven = Math.max(...sizes) - Math.min(...sizes) > 1;
  const lie = counts.map(({ zone, count }) => `${count} in ${zone}`).join(', ');
  return uneven ? `it will move some, they lie ${lie}` : `it moves nothing, they lie ${lie}`;
}

async function versions(tidying: Tidying, made: readonly number[], used: readonly number[]): Promise<void> {
  const { cloud, fleet } = tidying;
  const { template } = fleet.group;
  const kept = new Set([template.version, ...used, ...fleet.members.map(({ version }) => version)]);
  for (const version of made.filter((one) => !kept.has(one))) {
    const what = `deleted version ${version} of the template ${template.id}, which nothing runs`;
    await attempt(tidying, what, () => cloud.deleteVersion({ ...template, version }));
  }
}
