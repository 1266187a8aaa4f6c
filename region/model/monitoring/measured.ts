import { HOST_COUNTS } from './hosts.ts';
import { REQUEST_FIGURES } from './requests.ts';
import type { MetricName } from './state.ts';

/** What is known of load balancers, by namespace. */
const MEASURED: Readonly<Record<string, readonly string[]>> = {
  'AWS/ApplicationELB': [...HOST_COUNTS, ...REQUEST_FIGURES],
  'AWS/NetworkELB': HOST_COUNTS,
};

/** Why there will never be a figure of this metric of a load balancer, where AWS has one: an alarm on it would be quiet for ever. */
export function unmeasuredBecause({ namespace, name, dimensions }: MetricName): string | undefined {
  const measured = MEASURED[namespace];
  if (measured === undefined) return undefined;
  if (!measured.includes(name)) return `The local region does not measure ${name} in ${namespace}`;
  if (!dimensions.some((dimension) => dimension.name === 'AvailabilityZone')) return undefined;
  return `The local region does not measure ${name} by AvailabilityZone`;
}
