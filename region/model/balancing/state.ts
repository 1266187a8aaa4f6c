import type { Condition, RuleAction } from '../../balancer/rule.ts';

/** Everything that ELBv2 remembers, in the order in which it was made. Times are milliseconds since the epoch, lengths of time seconds. */
export interface BalancingState {
  readonly lags: Lags;
  loadBalancers: LoadBalancer[];
  targetGroups: TargetGroup[];
  listeners: Listener[];
  rules: Rule[];
}

/** How far the data plane is behind the control plane, in seconds; AWS does not promise any of it. */
export interface Lags {
  /** A registered target is checked for the first time after so long. */
  readonly registration: number;
  /** The same for a network load balancer, where AWS says that it may take minutes [UG]. */
  readonly networkRegistration: number;
  /** A target that drains, or whose instance is off, still gets new requests for so long: 2 to 19 s were seen [I: aws-load-balancer-controller#2366]. */
  readonly deregistration: number;
}

export function emptyBalancing(
  lags: Lags = { registration: 1, networkRegistration: 10, deregistration: 5 },
): BalancingState {
  return { lags, loadBalancers: [], targetGroups: [], listeners: [], rules: [] };
}

export interface LoadBalancer {
  readonly arn: string;
  readonly type: 'application' | 'network';
  readonly name: string;
  /** A loopback address of the host, which is its DNS name too. */
  readonly address: string;
  readonly scheme: string;
  readonly vpcId: string;
  readonly subnets: readonly { readonly subnetId: string; readonly zone: string }[];
  readonly securityGroups: readonly string[];
  readonly created: number;
  /** What was set, by name; of the others see attributes.ts. */
  attributes: Readonly<Record<string, string>>;
  tags: Record<string, string>;
}

export interface Listener {
  readonly arn: string;
  readonly loadBalancerArn: string;
  /** HTTP of an application load balancer, TCP of a network load balancer. */
  readonly protocol: Protocol;
  port: number;
  tags: Record<string, string>;
}

export type Protocol = 'HTTP' | 'TCP';

/** What a listener does with some requests. Each listener has one for all the others, its default. */
export interface Rule {
  readonly arn: string;
  readonly listenerArn: string;
  /** 1 to 50000; the lowest number counts first, the default last. */
  priority: number | 'default';
  conditions: readonly Condition[];
  action: RuleAction;
  tags: Record<string, string>;
}

export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly vpcId: string;
  healthCheck: HealthCheck;
  /** What was set, by name; of the others see attributes.ts. */
  attributes: Readonly<Record<string, string>>;
  targets: Target[];
  tags: Record<string, string>;
}

export interface HealthCheck {
  readonly protocol: Protocol;
  /** Empty for TCP, as is the matcher. */
  readonly path: string;
  /** `traffic-port`, or a number. */
  readonly port: string;
  readonly interval: number;
  readonly timeout: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** HTTP codes: `200`, `200,202`, `200-299`. */
  readonly matcher: string;
}

export interface Target {
  readonly instanceId: string;
  readonly port: number;
  phase: TargetPhase;
  /** Whether it was registered when no target was healthy, and was not healthy itself since. */
  isFirst: boolean;
  /** What the event log was last told of it: state and reason. */
  told: string;
}

/** Where a target is in its life. */
export type TargetPhase =
  /** It is not checked; why follows from the listeners and the instances (see use.ts). */
  | { readonly kind: 'unused' }
  | { readonly kind: 'registering'; readonly until: number }
  | { readonly kind: 'initial'; readonly failed: number }
  | { readonly kind: 'healthy'; readonly failed: number; readonly warming?: Warming }
  | {
      readonly kind: 'unhealthy';
      readonly since: number;
      readonly passed: number;
      readonly verdict: FailedCheck;
    }
  | {
      readonly kind: 'draining';
      /** Until then it gets new requests; undefined when it got none when it was deregistered. */
      readonly servesUntil: number | undefined;
      readonly until: number;
    };

/** The slow start of a target: when it began, and when it ends. */
export interface Warming {
  readonly from: number;
  readonly until: number;
}

/** Why a health check failed, in AWS's reason codes. */
export interface FailedCheck {
  readonly reason: 'Target.ResponseCodeMismatch' | 'Target.Timeout' | 'Target.FailedHealthChecks';
  readonly description: string;
}
