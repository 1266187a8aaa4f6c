/** The data plane of the load balancers: haproxy, or simulated. The model decides health and state; this one only carries traffic. */
export interface Balancer {
  /**
   * Makes the data plane route exactly so: the whole wanted state, each time; what is already so is left alone.
   * Resolves when it is in force.
   */
  route(listeners: readonly ListenerRoute[]): Promise<void>;
}

export interface ListenerRoute {
  readonly listenerArn: string;
  /** A loopback address of the host: the load balancer's own. */
  readonly address: string;
  readonly port: number;
  /** Seconds that an idle client connection is kept (AWS: 60). */
  readonly idleTimeout: number;
  readonly targetGroupArn: string;
  readonly targets: readonly TargetRoute[];
}

export interface TargetRoute {
  readonly instanceId: string;
  /** The private address, reachable inside the region's namespace only. */
  readonly address: string;
  readonly port: number;
  /** `serve`: gets requests. `finish`: gets no new ones, those under way go on. `hold`: known, gets nothing. A target that is no longer listed is cut off. */
  readonly mode: 'serve' | 'finish' | 'hold';
}

/** One health check, made from inside the region's namespace. */
export interface Prober {
  probe(check: Probe): Promise<ProbeResult>;
}

export interface Probe {
  readonly address: string;
  readonly port: number;
  readonly path: string;
  /** Milliseconds. */
  readonly timeout: number;
}

export type ProbeResult =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'failed'; readonly why: string };
