import type { LoadBalancer, TargetGroup } from '../balancing/state.ts';
import type { Dimension } from './state.ts';

/** `app/web/0123456789abcdef`. */
export function balancerDimension({ arn }: LoadBalancer): Dimension {
  return { name: 'LoadBalancer', value: shortened(arn).replace(/^loadbalancer\//, '') };
}

/** `targetgroup/web/0123456789abcdef`. */
export function groupDimension({ arn }: TargetGroup): Dimension {
  return { name: 'TargetGroup', value: shortened(arn) };
}

/** The last part of an ARN, as dimensions have it. */
function shortened(arn: string): string {
  return arn.split(':').at(-1) ?? arn;
}

/** Where the figures of a load balancer are. */
export function namespaceOf({ type }: LoadBalancer): string {
  return type === 'network' ? 'AWS/NetworkELB' : 'AWS/ApplicationELB';
}
