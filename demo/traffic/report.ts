/** What came of steady traffic against one address: every request, and questions that can be asked of them. */
export interface TrafficReport {
  /** When the first request was due and when the last was: milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  /** Requests a second that were asked for. */
  readonly rate: number;
  readonly requests: readonly Request[];
}

/** One request, sent once: nothing is ever tried again. */
export interface Request {
  /** When it was sent: milliseconds since the epoch, the region's clock on the same machine. */
  readonly at: number;
  /** Milliseconds from the instant at which it was due to the one at which it was sent: the generator's own fault. */
  readonly late: number;
  /** Milliseconds from sending to the last byte, or to the failure. */
  readonly took: number;
  readonly connection: 'kept' | 'fresh';
  readonly outcome: Outcome;
  readonly status?: number;
  /** The release that answered (header X-Release); undefined where nothing was answered, or nothing was said. */
  readonly release?: string;
}

export type Outcome = 'answered' | FailureKind;

/**
 * - `refused`: no connection could be made
 * - `reset`: the connection ended after the request was sent, before the answer or in the middle of it by a reset
 * - `timed out`: the whole answer was not there in time
 * - `not 2xx`: a whole answer, of another status
 * - `short`: the connection was closed before the answer had its content-length
 * - `malformed`: not HTTP
 */
export type FailureKind = 'refused' | 'reset' | 'timed out' | 'not 2xx' | 'short' | 'malformed';

/** A stretch of time: the first instant is in it, the last is not. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** The requests that were sent in a window, whenever they were answered. */
export function requestsIn(report: TrafficReport, window: Window): readonly Request[] {
  return report.requests.filter(({ at }) => at >= window.from && at < window.to);
}

export interface Failures {
  readonly kind: FailureKind;
  /** `unknown` where no answer named one. */
  readonly release: string;
  readonly count: number;
  /** When each was sent. */
  readonly instants: readonly number[];
}

/** Failures by kind and release, in the order in which each was first seen; empty when every request was answered. */
export function failuresAmong(requests: readonly Request[]): readonly Failures[] {
  const failed = requests.flatMap(({ outcome, release = 'unknown', at }) =>
    outcome === 'answered' ? [] : [{ kind: outcome, release, at }],
  );
  const groups = Map.groupBy(failed, ({ kind, release }) => `${kind} ${release}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first
      ? [
          {
            kind: first.kind,
            release: first.release,
            count: group.length,
            instants: group.map(({ at }) => at),
          },
        ]
      : [];
  });
}

/** How many whole, good answers each release gave. */
export function answersByRelease(requests: readonly Request[]): ReadonlyMap<string, number> {
  const answered = requests.filter(({ outcome }) => outcome === 'answered');
  const byRelease = Map.groupBy(answered, ({ release }) => release ?? 'unknown');
  return new Map([...byRelease].map(([release, of]) => [release, of.length]));
}

export interface Latency {
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Latency of the good answers (failures are counted, not averaged in); undefined where there are none. */
export function latencyOf(requests: readonly Request[]): Latency | undefined {
  const times = requests.filter(({ outcome }) => outcome === 'answered').map(({ took }) => took);
  return distribution(times);
}

/** How late the generator itself was: a figure that is not small makes the latencies of that time doubtful. */
export function latenessOf(requests: readonly Request[]): Latency | undefined {
  return distribution(requests.map(({ late }) => late));
}

function distribution(times: readonly number[]): Latency | undefined {
  const sorted = times.toSorted((a, b) => a - b);
  const max = sorted.at(-1);
  if (max === undefined) return undefined;
  return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99), max };
}

/** The nearest-rank quantile: the least value that `share` of all values do not exceed. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}
