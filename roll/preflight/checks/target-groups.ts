import type { TargetGroupSeen } from '../../../world/aws/fleet/target-groups.ts';
import { type Check, type Finding, fine, problem, warning } from '../finding.ts';
import type { Look } from '../look.ts';

/** Whether a new instance can become healthy in every target group at all: something forwards to it, from every zone. */
export const targetGroups: Check = (look) => {
  const { targetGroups: groups } = look;
  if (groups === undefined) return [];
  if (groups.length === 0) {
    return [fine('it has none: instances are judged by their lifecycle and by what their console says')];
  }
  const faults = groups.flatMap((group) => [...use(look, group), ...zones(look, group)]);
  return faults.length > 0 ? faults : [fine(groups.map(({ name }) => name).join(', '))];
};

function use({ group }: Look, { name, balancers }: TargetGroupSeen): Finding[] {
  if (balancers.length > 0) return [];
  return group.members.length > 0
    ? [warning(`no listener forwards to the target group ${name}: it is not waited for (Target.NotInUse)`)]
    : [
        problem(
          `no listener forwards to the target group ${name}: nothing would ever be healthy there (Target.NotInUse)`,
        ),
      ];
}

function zones({ balancers, subnets = [] }: Look, group: TargetGroupSeen): Finding[] {
  return (balancers ?? [])
    .filter(({ arn }) => group.balancers.includes(arn))
    .flatMap((balancer) => {
      const zones = new Set(subnets.map(({ zone }) => zone));
      return [...zones]
        .filter((zone) => !balancer.zones.includes(zone))
        .map((zone) =>
          problem(
            `the group launches in ${zone}, which is not enabled on the load balancer ${balancer.name}: nothing there would ever be healthy in ${group.name} (Target.NotInUse)`,
          ),
        );
    });
}
