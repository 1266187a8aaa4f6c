import { describeTarget } from '../model/balancing/health.ts';
import { GROUP_TAG } from '../model/ec2/instance.ts';
import type { Region } from '../region.ts';

/** What runs in a region, as a console shows it. Times are milliseconds since the epoch. */
export interface View {
  readonly kind: 'view';
  /** The region's own clock. */
  readonly now: number;
  readonly instances: readonly {
    readonly id: string;
    readonly state: string;
    readonly since: number;
    readonly type: string;
    readonly zone: string;
    readonly image: string;
    readonly address: string;
    readonly group?: string;
    readonly lifecycle?: string;
    readonly health?: string;
  }[];
  readonly targets: readonly {
    readonly targetGroup: string;
    readonly id: string;
    readonly port: number;
    readonly state: string;
    readonly reason?: string;
  }[];
  /** The newest first. */
  readonly activities: readonly {
    readonly group: string;
    readonly at: number;
    readonly status: string;
    readonly description: string;
  }[];
}

/** Activities that are shown. */
const NEWEST = 8;

/** Looks at a region's state; at nothing else. */
export function viewOf(region: Region): View {
  const { ec2, autoscaling, balancing } = region.state;
  const members = new Map(
    autoscaling.groups.flatMap((group) =>
      group.members.map((member) => [member.instanceId, member] as const),
    ),
  );
  const activities = autoscaling.groups.flatMap((group) =>
    group.activities.map(({ started, status, description }) => ({
      ...{ group: group.name, at: started, status, description },
    })),
  );
  return {
    kind: 'view',
    now: region.clock.now(),
    instances: ec2.instances.map((instance) => {
      const member = members.get(instance.instanceId);
      const group = instance.tags[GROUP_TAG];
      return {
        ...{ id: instance.instanceId, state: instance.state, since: instance.since, zone: instance.zone },
        ...{ type: instance.instanceType, image: instance.imageId, address: instance.privateAddress },
        ...(group === undefined ? {} : { group }),
        ...(member === undefined ? {} : { lifecycle: member.phase.lifecycle, health: member.health }),
      };
    }),
    targets: balancing.targetGroups.flatMap((group) =>
      group.targets.map((target) => {
        const { state, reason } = describeTarget(region, group, target);
        const { instanceId: id, port } = target;
        return { targetGroup: group.name, id, port, state, ...(reason === undefined ? {} : { reason }) };
      }),
    ),
    activities: activities.toSorted((one, other) => other.at - one.at).slice(0, NEWEST),
  };
}
