/** What a rule of a listener asks of a request: all of its conditions, of each any of its values. `*` and `?` are wildcards in the texts. */
export type Condition =
  /** The path without the query; letters count as they are. */
  | { readonly field: 'path-pattern'; readonly values: readonly string[] }
  /** The name that the client asked for, without its port. */
  | { readonly field: 'host-header'; readonly values: readonly string[] }
  | { readonly field: 'http-header'; readonly name: string; readonly values: readonly string[] }
  /** Exact methods, no wildcards. */
  | { readonly field: 'http-request-method'; readonly values: readonly string[] }
  | { readonly field: 'query-string'; readonly values: readonly QueryPair[] }
  /** Networks such as `10.0.0.0/8`: of the connection's other end, whatever X-Forwarded-For says. */
  | { readonly field: 'source-ip'; readonly values: readonly string[] };

export interface QueryPair {
  /** Undefined: any key. */
  readonly key?: string;
  readonly value: string;
}

/** What is done with a request that a rule matches. */
export type RuleAction = Forward | FixedResponse | Redirect;

/** Sends it to one of some target groups. */
export interface Forward {
  readonly kind: 'forward';
  readonly targetGroups: readonly WeightedGroup[];
  /** Seconds that a client stays with the target group that it came to first; undefined when it does not. */
  readonly stickiness?: number;
}

export interface WeightedGroup {
  readonly arn: string;
  /** 0 to 999: its share of those that are not bound to a target group yet. */
  readonly weight: number;
}

export interface FixedResponse {
  readonly kind: 'fixed-response';
  readonly status: number;
  readonly contentType?: string;
  readonly body?: string;
}

/** The parts may hold `#{protocol}`, `#{host}`, `#{port}`, `#{path}` (without its first slash) and `#{query}` of the request. */
export interface Redirect {
  readonly kind: 'redirect';
  readonly status: 301 | 302;
  readonly protocol: string;
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly query: string;
}
