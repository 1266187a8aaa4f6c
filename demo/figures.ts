import { z } from 'zod';
import type { Ran } from './bakeroll.ts';
import { callsByAction } from './calls.ts';
import { leastHealthy } from './capacity.ts';
import { parseEvents } from './events.ts';
import { readEventLog } from './event-log.ts';
import type { Infrastructure } from './region.ts';
import {
  answersByRelease,
  type Failures,
  failuresAmong,
  type Latency,
  latenessOf,
  latencyOf,
  requestsIn,
  type TrafficReport,
} from './traffic/report.ts';

/** What the demo measured; lengths of time in seconds, latencies in milliseconds. */
export interface Figures {
  readonly seconds: number;
  readonly regionUp: number;
  readonly acts: readonly Act[];
  readonly requests: number;
  readonly answers: Readonly<Record<string, number>>;
  readonly failures: readonly Failures[];
  readonly latency: { readonly before: Latency; readonly during: Latency; readonly after: Latency };
  /** How late the load generator itself was. */
  readonly lateness: Latency;
  readonly capacity: { readonly least: number; readonly promised: number };
  readonly calls: { readonly reads: number; readonly writes: number };
  /** What was not as promised; empty when all was. */
  readonly verdict: readonly string[];
}

/** One release or rollback. */
export interface Act {
  readonly title: string;
  readonly exit: number;
  readonly seconds: number;
  readonly steps: Readonly<Record<string, number>>;
}

export interface Play {
  /** When the demo began, and when the load did. */
  readonly began: number;
  readonly quiet: number;
  readonly runs: Readonly<Record<'region' | 'first' | 'second' | 'third' | 'back', Ran>>;
  readonly history: Ran;
  readonly load: TrafficReport;
  readonly made: Infrastructure;
  readonly region: string;
}

/** hello asks for three instances. */
const PROMISED = 3;

export function figuresOf({ began, quiet, runs, history, load, made, region }: Play): Figures {
  const events = parseEvents(readEventLog(region));
  const { second, back } = runs;
  const underLoad = { from: quiet, to: load.to };
  const least = leastHealthy(events, { targetGroup: made.targetGroupArn, ...underLoad }).healthy;
  const calls = callsByAction(events, { from: runs.first.from, to: back.to });
  const failures = failuresAmong(load.requests);
  const latency = (from: number, to: number) => latencyOf(requestsIn(load, { from, to })) ?? NOTHING;
  return {
    seconds: (Date.now() - began) / 1000,
    regionUp: (runs.region.to - runs.region.from) / 1000,
    acts: actsOf(runs, history),
    requests: load.requests.length,
    answers: Object.fromEntries(answersByRelease(load.requests)),
    failures,
    latency: {
      before: latency(quiet, second.from),
      during: latency(second.from, back.to),
      after: latency(back.to, load.to),
    },
    lateness: latenessOf(load.requests) ?? NOTHING,
    capacity: { least, promised: PROMISED },
    calls: { reads: count(calls, false), writes: count(calls, true) },
    verdict: verdictOf(failures, least),
  };
}

const NOTHING: Latency = { p50: Number.NaN, p99: Number.NaN, max: Number.NaN };

function count(calls: readonly { write: boolean; count: number }[], write: boolean): number {
  return calls.filter((call) => call.write === write).reduce((sum, call) => sum + call.count, 0);
}

function verdictOf(failures: readonly Failures[], least: number): string[] {
  const failed = failures.map(({ kind, release, count }) => `${count} requests ${kind} (release ${release})`);
  const short =
    least < PROMISED ? [`${least} healthy instances at the least, where ${PROMISED} were promised`] : [];
  return [...failed, ...short];
}

const History = z.object({
  rolls: z.array(z.object({ steps: z.array(z.object({ step: z.string(), seconds: z.number() })) })),
});

/** The acts with their steps: history tells them newest first. */
function actsOf({ first, second, third, back }: Play['runs'], history: Ran): Act[] {
  const told = History.parse(history.records.find(({ type }) => type === 'history')).rolls.toReversed();
  const titles = ['hello v1', 'hello v2', 'hello v3, back by itself', 'rollback to v1'];
  return [first, second, third, back].map((ran, i) => ({
    title: titles[i] ?? '',
    exit: ran.exit,
    seconds: (ran.to - ran.from) / 1000,
    steps: Object.fromEntries((told[i]?.steps ?? []).map(({ step, seconds }) => [step, seconds])),
  }));
}
