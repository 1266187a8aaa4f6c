import type { Recorded } from '../ledger/facts.ts';
import { rollFacts } from '../ledger/folds/memory.ts';
import { rolls } from '../ledger/folds/rolls.ts';
import { status, touching } from '../ledger/folds/status.ts';
import type { Lease } from '../ledger/lease.ts';
import { fleetCloud } from '../roll/fleet-cloud.ts';
import { rollIn } from '../roll/tags.ts';
import { type Tidied, tidyGroup } from '../roll/tidy.ts';
import { type Counted, countedAt } from '../world/aws/fleet/counted.ts';
import { readGroup } from '../world/aws/fleet/group.ts';
import { readUses } from '../world/aws/fleet/neighbours.ts';
import { readSubnets } from '../world/aws/fleet/places.ts';
import { readDescriptions } from '../world/aws/fleet/template.ts';
import { refuseUnfinished } from './resting.ts';
import type { Session } from './session.ts';
import { endPassed } from './warm.ts';

/** What was tidied of one group. */
export interface GroupTidied extends Tidied {
  readonly group: string;
}

/**
 * Finishes what ended rolls left of each of the environment's groups, under the lease.
 *
 * @throws Failure `held`; `resting` while a roll has not come to its end
 */
export async function tidy(session: Session): Promise<GroupTidied[]> {
  const { ledger, name, by, lockWait, environment } = session;
  const lease = await ledger.acquire(name, { who: by }, { wait: lockWait });
  try {
    const facts = await ledger.facts({ environment: name });
    refuseUnfinished(status(facts), name);
    const tidied: GroupTidied[] = [];
    for (const { name: group } of environment.groups) {
      const waited = await endPassed(session, lease, facts, group);
      const { did, left } = await tidyOne(session, lease, facts, group);
      tidied.push({ group, did: [...waited.did, ...did], left: [...waited.left, ...left] });
    }
    return tidied;
  } finally {
    await lease.giveUp();
  }
}

async function tidyOne(
  { world, place }: Session,
  lease: Lease,
  facts: readonly Recorded[],
  group: string,
): Promise<Tidied> {
  const aws = countedAt(place, lease);
  const seen = await readGroup(aws, group);
  if (seen?.template === undefined) return { did: [], left: ['there is no such group on a launch template'] };
  const places = await readSubnets(aws, seen.subnets);
  const { targetGroups, mixed } = seen;
  const at = { group, places, targetGroups, alarms: [], mixed: mixed !== undefined };
  const all = touching(rolls(facts));
  const last = all.at(-1);
  return tidyGroup({
    cloud: fleetCloud(aws, world.clock, at),
    facts: last === undefined ? [] : rollFacts(facts, last.id, group),
    made: await madeBy(aws, seen.template.id, new Set(all.map(({ id }) => id))),
    used: (await readUses(aws, seen.template.id)).map(({ version }) => Number(version)),
  });
}

/** The versions of the template that rolls of this environment made. */
async function madeBy(aws: Counted, template: string, rolls: ReadonlySet<string>): Promise<number[]> {
  const all = await readDescriptions(aws, template);
  return all.filter(({ description }) => rolls.has(rollIn(description) ?? '')).map(({ version }) => version);
}
