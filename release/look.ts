import { type Counted, countedAt } from '../world/aws/fleet/counted.ts';
import { readGroup } from '../world/aws/fleet/group.ts';
import { readTargets } from '../world/aws/fleet/health.ts';
import { readImages } from '../world/aws/fleet/instances.ts';
import type { GroupSeen } from '../world/aws/fleet/look.ts';
import type { Session } from './session.ts';

/** A group of the environment as it is now, for people: every instance with its image and its health. */
export interface GroupLook {
  readonly group: string;
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  readonly instances: readonly InstanceLook[];
}

export interface InstanceLook {
  readonly id: string;
  readonly zone: string;
  readonly image: string;
  readonly lifecycle: string;
  /** `healthy`, or the balancer's own words. */
  readonly health: string;
}

/** Looks at each of the environment's groups once, in the order written; undefined for one that is not there. */
export async function lookAtGroups({ environment, place }: Session): Promise<(GroupLook | undefined)[]> {
  const aws = countedAt(place);
  return Promise.all(environment.groups.map(({ name }) => lookAt(aws, name)));
}

async function lookAt(aws: Counted, group: string): Promise<GroupLook | undefined> {
  const seen = await readGroup(aws, group);
  if (seen === undefined) return undefined;
  const { min, max, desired } = seen;
  return { group, min, max, desired, instances: await instancesOf(aws, seen) };
}

async function instancesOf(aws: Counted, { members, targetGroups }: GroupSeen): Promise<InstanceLook[]> {
  const images = await readImages(
    aws,
    members.map(({ id }) => id),
  );
  const targets = (await Promise.all(targetGroups.map((arn) => readTargets(aws, arn)))).flat();
  return members.map(({ id, zone, lifecycle }) => {
    const states = targets.filter(({ instance }) => instance === id);
    const sick = states.find(({ state }) => state !== 'healthy');
    const health =
      states.length === 0 ? 'in no target group' : sick ? (sick.reason ?? sick.state) : 'healthy';
    return { id, zone, image: images.get(id) ?? '', lifecycle, health };
  });
}
