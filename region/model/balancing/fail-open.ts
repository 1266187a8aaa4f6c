import { groupAttribute } from './attributes.ts';
import type { TargetGroup } from './state.ts';

const LEAST = 'target_group_health.unhealthy_state_routing.minimum_healthy_targets';

/** Whether so few of the group's targets are healthy that all of them get requests: by default, none [UG]. */
export function isOpen(group: TargetGroup): boolean {
  const kinds = group.targets.map(({ phase }) => phase.kind);
  const healthy = kinds.filter((kind) => kind === 'healthy').length;
  const registered = kinds.filter((kind) => kind !== 'draining').length;
  const percentage = groupAttribute(group, `${LEAST}.percentage`);
  return (
    healthy < Number(groupAttribute(group, `${LEAST}.count`)) ||
    (percentage !== 'off' && healthy * 100 < registered * Number(percentage))
  );
}
