import type { Carriers, Figures } from './figures.ts';
import type { Condition, FixedResponse, Forward, Redirect } from './rule.ts';

/** The data plane of the load balancers: haproxy, or simulated. The model decides health and state; this one only carries traffic. */
export interface Balancer {
  /**
   * Makes the data plane route exactly so: the whole wanted state, each time; what is already so is left alone.
   * Resolves when it is in force.
   */
  route(routes: Routes): Promise<void>;
  /**
   * Takes what these carried since they were asked last, or since the data plane began: nobody is given it again.
   * What a process of it that crashed had counted since then is lost.
   */
  figures(of: Carriers): Promise<Figures>;
}

export interface Routes {
  readonly listeners: readonly ListenerRoute[];
  /** All that a rule of these listeners forwards to, each once. */
  readonly targetGroups: readonly TargetGroupRoute[];
}

export interface ListenerRoute {
  readonly listenerArn: string;
  /** With TCP whole connections are forwarded: there is one rule, the default, to one target group. */
  readonly protocol: 'HTTP' | 'TCP';
  /** A loopback address of the host: the load balancer's own. */
  readonly address: string;
  readonly port: number;
  /** Seconds that an idle client connection is kept (AWS: 60). */
  readonly idleTimeout: number;
  /** The first that matches counts; the last one is the default and matches always. */
  readonly rules: readonly RuleRoute[];
}

export interface RuleRoute {
  readonly ruleArn: string;
  readonly conditions: readonly Condition[];
  readonly action: ForwardRoute | FixedResponse | Redirect;
}

/** By weight to one of its target groups, and to no other where that one has no target that serves. */
export interface ForwardRoute extends Forward {
  /** The target groups whose clients stay with them: where stickiness is off, none. */
  readonly keeps: readonly string[];
}

export interface TargetGroupRoute {
  readonly targetGroupArn: string;
  readonly protocol: 'HTTP' | 'TCP';
  /** What becomes of the connections of a target that is no longer listed: they are cut, or left alone until they end. */
  readonly leaving: 'cut' | 'left';
  /** Seconds that a connection to a target may be silent. */
  readonly idleTimeout: number;
  readonly algorithm: 'round_robin' | 'least_outstanding_requests';
  /** Seconds that a client stays with the target that it came to first, by the cookie AWSALB; undefined when it does not. */
  readonly stickiness?: number;
  readonly targets: readonly TargetRoute[];
}

export interface TargetRoute {
  readonly instanceId: string;
  /** The private address, reachable inside the region's namespace only. */
  readonly address: string;
  readonly port: number;
  /** `serve`: gets requests. `finish`: gets no new ones, those under way go on. `hold`: known, gets nothing. `cut`: gets nothing, and what it has is cut. */
  readonly mode: 'serve' | 'finish' | 'hold' | 'cut';
  /** Its share grows evenly from nothing to the full one between these times, in milliseconds since the epoch; undefined: the full one. */
  readonly warming?: { readonly from: number; readonly until: number };
}

/** One health check, made from inside the region's namespace. */
export interface Prober {
  probe(check: Probe): Promise<ProbeResult>;
}

export interface Probe {
  readonly address: string;
  readonly port: number;
  /** Asked for by GET; undefined: it is enough that a connection comes about. */
  readonly path?: string;
  /** Milliseconds. */
  readonly timeout: number;
}

export type ProbeResult =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'connected' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'failed'; readonly why: string };
