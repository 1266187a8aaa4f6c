import { type Counted, countedAt } from '../world/aws/fleet/counted.ts';
import { readGroup } from '../world/aws/fleet/group.ts';
import { readTargets } from '../world/aws/fleet/health.ts';
import { readImages } from '../world/aws/fleet/instances.ts';
import type { GroupSeen } from '../world/aws/fleet/look.ts';
import type { Session } from './session.ts';

/** The environment's group as it is now, for people: every instance with its image and its health. */
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

/** Looks at the group once; undefined where there is none of that name. */
export async function lookAtGroup({ environment, place }: Session): Promise<GroupLook | undefined> {
  const name = environment.groups[0]?.name ?? '';
  const aws = countedAt(place);
  const seen = await readGroup(aws, name);
  if (seen === undefined) return undefined;
  const { min, max, desired } = seen;
  return { group: name, min, max, desired, instances: await instancesOf(aws, seen) };
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
