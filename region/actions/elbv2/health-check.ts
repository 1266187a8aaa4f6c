import type { Matcher } from '@aws-sdk/client-elastic-load-balancing-v2';

import { isMatcher } from '../../model/balancing/matcher.ts';
import type { HealthCheck, Protocol } from '../../model/balancing/state.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { checkRange } from './names.ts';

const COMMON = { port: 'traffic-port', interval: 30, healthyThreshold: 5, unhealthyThreshold: 2 } as const;

/**
 * AWS's defaults [M]: an application load balancer asks by HTTP for 200; a network load balancer connects by TCP, or asks by
 * HTTP for anything from 200 to 399.
 */
export function defaultCheck(group: Protocol, input: HealthCheckInput): HealthCheck {
  if (group === 'HTTP') return { ...COMMON, protocol: 'HTTP', path: '/', timeout: 5, matcher: '200' };
  return input.HealthCheckProtocol === 'HTTP'
    ? { ...COMMON, protocol: 'HTTP', path: '/', timeout: 6, matcher: '200-399' }
    : { ...COMMON, protocol: 'TCP', path: '', timeout: 10, matcher: '' };
}

/** The members of CreateTargetGroup and ModifyTargetGroup that are about the health check. */
export interface HealthCheckInput {
  readonly HealthCheckProtocol?: string | undefined;
  readonly HealthCheckPort?: string | undefined;
  readonly HealthCheckEnabled?: boolean | undefined;
  readonly HealthCheckPath?: string | undefined;
  readonly HealthCheckIntervalSeconds?: number | undefined;
  readonly HealthCheckTimeoutSeconds?: number | undefined;
  readonly HealthyThresholdCount?: number | undefined;
  readonly UnhealthyThresholdCount?: number | undefined;
  readonly Matcher?: Matcher | undefined;
}

export const HEALTH_CHECK_MEMBERS = [
  'HealthCheckProtocol',
  'HealthCheckPort',
  'HealthCheckEnabled',
  'HealthCheckPath',
  'HealthCheckIntervalSeconds',
  'HealthCheckTimeoutSeconds',
  'HealthyThresholdCount',
  'UnhealthyThresholdCount',
  'Matcher',
] as const;

/**
 * The health check after a change.
 *
 * @throws AwsError ValidationError where AWS would not take a value, or the region does not model it
 */
export function changedCheck(check: HealthCheck, input: HealthCheckInput): HealthCheck {
  checkKind(check, input);
  const changed: HealthCheck = {
    protocol: check.protocol,
    path: input.HealthCheckPath ?? check.path,
    port: input.HealthCheckPort ?? check.port,
    interval: input.HealthCheckIntervalSeconds ?? check.interval,
    timeout: input.HealthCheckTimeoutSeconds ?? check.timeout,
    healthyThreshold: input.HealthyThresholdCount ?? check.healthyThreshold,
    unhealthyThreshold: input.UnhealthyThresholdCount ?? check.unhealthyThreshold,
    matcher: input.Matcher?.HttpCode ?? check.matcher,
  };
  checkValues(changed);
  return changed;
}

/** The protocol of the checks is chosen when the group is made. */
function checkKind({ protocol }: HealthCheck, input: HealthCheckInput): void {
  if ((input.HealthCheckProtocol ?? protocol) !== protocol) {
    throw invalid(
      `The local region does not model health checks by ${String(input.HealthCheckProtocol)} for this target group`,
    );
  }
  const isForHttp = input.HealthCheckPath !== undefined || input.Matcher?.HttpCode !== undefined;
  if (protocol === 'TCP' && isForHttp)
    throw invalid('A health check path or matcher is not supported for health checks by TCP');
  if (input.HealthCheckEnabled === false)
    throw invalid('Health check enabled must be true for instance targets');
  if (input.Matcher?.GrpcCode !== undefined) throw invalid('The local region does not model GrpcCode');
}

/** The ranges of [M]. */
function checkValues(check: HealthCheck): void {
  checkRange('Health check interval', check.interval, 5, 300);
  checkRange('Health check timeout', check.timeout, 2, 120);
  checkRange('Healthy threshold count', check.healthyThreshold, 2, 10);
  checkRange('Unhealthy threshold count', check.unhealthyThreshold, 2, 10);
  if (check.port !== 'traffic-port') checkRange('Health check port', Number(check.port), 1, 65535);
  if (check.timeout >= check.interval) {
    throw invalid(
      `Health check timeout '${check.timeout}' must be smaller than the interval '${check.interval}'`,
    );
  }
  if (check.protocol === 'TCP') return;
  if (!/^\/.{0,1023}$/.test(check.path))
    throw invalid(`Health check path '${check.path}' must begin with '/'`);
  if (!isMatcher(check.matcher))
    throw invalid(`Health check matcher HTTP code '${check.matcher}' is not valid`);
}

function invalid(text: string): AwsError {
  return new AwsError('ValidationError', text);
}
