import type { LoadBalancer, Protocol, TargetGroup } from './state.ts';

/** What an attribute is when nobody sets it, and what it may be set to. */
export interface Attribute {
  readonly byDefault: string;
  readonly takes: Values;
}

export type Values =
  | { readonly kind: 'whole'; readonly least: number; readonly most: number; readonly or?: string }
  | { readonly kind: 'one-of'; readonly values: readonly string[] }
  /** The region has its default alone. */
  | { readonly kind: 'default' };

export type Attributes = Readonly<Record<string, Attribute>>;

/** The attributes that target groups of its kind have, in AWS's words and with AWS's defaults [M]. */
export function attributesOfGroup({ protocol }: { readonly protocol: Protocol }): Attributes {
  return { ...OF_ALL_GROUPS, ...(protocol === 'TCP' ? OF_TCP_GROUPS : OF_HTTP_GROUPS) };
}

/** The attributes that load balancers of its kind have [M]. */
export function attributesOfBalancer(balancer: LoadBalancer): Attributes {
  const internal = String(balancer.scheme === 'internal');
  return {
    ...OF_ALL_BALANCERS,
    'ipv6.deny_all_igw_traffic': only(internal),
    ...(balancer.type === 'network' ? OF_NETWORK_BALANCERS : OF_APPLICATION_BALANCERS),
  };
}

export function groupAttribute(group: TargetGroup, key: string): string {
  return valueIn(group.attributes, attributesOfGroup(group), key);
}

export function balancerAttribute(balancer: LoadBalancer, key: string): string {
  return valueIn(balancer.attributes, attributesOfBalancer(balancer), key);
}

/** Gives AWS's default where nobody set it. */
export function valueIn(set: Readonly<Record<string, string>>, attributes: Attributes, key: string): string {
  const value = set[key] ?? attributes[key]?.byDefault;
  if (value === undefined) throw new Error(`there is no attribute ${key} here`);
  return value;
}

const whole = (byDefault: string, least: number, most: number, or?: string): Attribute => ({
  byDefault,
  takes: { kind: 'whole', least, most, ...(or === undefined ? {} : { or }) },
});
const oneOf = (byDefault: string, ...others: readonly string[]): Attribute => ({
  byDefault,
  takes: { kind: 'one-of', values: [byDefault, ...others] },
});
const only = (byDefault: string): Attribute => ({ byDefault, takes: { kind: 'default' } });

/** A target group has at most so many targets. */
const TARGETS = 1000;

const OF_ALL_GROUPS: Attributes = {
  'deregistration_delay.timeout_seconds': whole('300', 0, 3600),
  'load_balancing.cross_zone.enabled': only('use_load_balancer_configuration'),
  'target_group_health.dns_failover.minimum_healthy_targets.count': whole('1', 1, TARGETS, 'off'),
  'target_group_health.dns_failover.minimum_healthy_targets.percentage': whole('off', 1, 100, 'off'),
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': whole('1', 1, TARGETS),
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage': whole(
    'off',
    1,
    100,
    'off',
  ),
};

const OF_HTTP_GROUPS: Attributes = {
  'stickiness.enabled': oneOf('false', 'true'),
  'stickiness.type': only('lb_cookie'),
  'stickiness.lb_cookie.duration_seconds': whole('86400', 1, 604_800),
  'stickiness.app_cookie.cookie_name': only(''),
  'stickiness.app_cookie.duration_seconds': only('86400'),
  'slow_start.duration_seconds': whole('0', 30, 900, '0'),
  'load_balancing.algorithm.type': oneOf('round_robin', 'least_outstanding_requests'),
  'load_balancing.algorithm.anomaly_mitigation': only('off'),
};

const OF_TCP_GROUPS: Attributes = {
  'stickiness.enabled': only('false'),
  'stickiness.type': only('source_ip'),
  'deregistration_delay.connection_termination.enabled': oneOf('false', 'true'),
  'target_health_state.unhealthy.connection_termination.enabled': oneOf('true', 'false'),
  'target_health_state.unhealthy.draining_interval_seconds': whole('0', 0, 360_000),
  'preserve_client_ip.enabled': only('true'),
  'proxy_protocol_v2.enabled': only('false'),
};

const OF_ALL_BALANCERS: Attributes = {
  'deletion_protection.enabled': oneOf('false', 'true'),
  'access_logs.s3.enabled': only('false'),
  'access_logs.s3.bucket': only(''),
  'access_logs.s3.prefix': only(''),
  'zonal_shift.config.enabled': only('false'),
};

const OF_APPLICATION_BALANCERS: Attributes = {
  'idle_timeout.timeout_seconds': whole('60', 1, 4000),
  'load_balancing.cross_zone.enabled': only('true'),
  'client_keep_alive.seconds': only('3600'),
  'connection_logs.s3.enabled': only('false'),
  'connection_logs.s3.bucket': only(''),
  'connection_logs.s3.prefix': only(''),
  'health_check_logs.s3.enabled': only('false'),
  'health_check_logs.s3.bucket': only(''),
  'health_check_logs.s3.prefix': only(''),
  'routing.http.desync_mitigation_mode': only('defensive'),
  'routing.http.drop_invalid_header_fields.enabled': only('false'),
  'routing.http.preserve_host_header.enabled': only('false'),
  'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': only('false'),
  'routing.http.xff_client_port.enabled': only('false'),
  'routing.http.xff_header_processing.mode': only('append'),
  'routing.http2.enabled': only('true'),
  'waf.fail_open.enabled': only('false'),
};

const OF_NETWORK_BALANCERS: Attributes = {
  'load_balancing.cross_zone.enabled': only('false'),
  'dns_record.client_routing_policy': only('any_availability_zone'),
  'secondary_ips.auto_assigned.per_subnet': only('0'),
};
