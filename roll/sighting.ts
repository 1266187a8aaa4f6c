import type { Instant, Millis } from '../world/clock.ts';
import type { Member } from './fleet.ts';
import type { Goal } from './goal.ts';

/** What this process has seen of an instance. After a resume, samples and soak begin again (ROLL.md 7). */
export interface Sighting {
  readonly zone: string;
  readonly version: number;
  readonly first: Instant;
  /** The first look that found it healthy. */
  readonly healthyFrom: Instant | undefined;
  readonly servingSince: Instant | undefined;
  /** Since when it is healthy; later by as long as an alarm had no data. */
  readonly healthySince: Instant | undefined;
  readonly unhealthySince: Instant | undefined;
  readonly leavingSince: Instant | undefined;
  readonly samples: number;
  readonly sampled: Instant | undefined;
  /** Looks in a row that did not show it: one alone is never "gone" (ROLL.md 8). */
  readonly missing: number;
  /** Those that served when it came up. */
  readonly beside: readonly string[];
  /** When it failed last, and half of those beside it did too: until then it is not to blame (ROLL.md 4). */
  readonly excused: Instant | undefined;
}

/** What there is to a look beside the instance that it shows. */
export interface Scene {
  readonly at: Instant;
  readonly goal: Goal;
  /** Those that serve now. */
  readonly beside: readonly string[];
  /** How long an alarm had no data since the look before: no soak goes on in that time. */
  readonly stood: Millis;
}

/** What is known of an instance, one look later. */
export function sight(last: Sighting | undefined, member: Member, scene: Scene): Sighting {
  const { at, beside } = scene;
  const { zone, version, life } = member;
  // Whoever comes out of Standby is as one that was just launched.
  const before = life === 'standby' ? undefined : last;
  const leaves = life === 'leaving' || member.entering === true;
  const kept = {
    ...{ zone, version, missing: 0 },
    first: before?.first ?? at,
    beside: before?.beside ?? beside,
    servingSince: life === 'serving' ? (before?.servingSince ?? at) : undefined,
    leavingSince: leaves ? (last?.leavingSince ?? at) : undefined,
    healthyFrom: before?.healthyFrom ?? (member.healthy ? at : undefined),
  };
  return { ...kept, ...(member.healthy ? well(before, scene) : unwell(before, scene)) };
}

type Health = Pick<Sighting, 'healthySince' | 'unhealthySince' | 'samples' | 'sampled' | 'excused'>;

function well(before: Sighting | undefined, { at, goal, stood }: Scene): Health {
  const due = before?.sampled === undefined || at - before.sampled >= goal.check.interval;
  return {
    healthySince: before?.healthySince === undefined ? at : before.healthySince + stood,
    unhealthySince: undefined,
    samples: (before?.samples ?? 0) + (due ? 1 : 0),
    sampled: due ? at : before.sampled,
    excused: undefined,
  };
}

function unwell(before: Sighting | undefined, { at }: Scene): Health {
  return {
    healthySince: undefined,
    unhealthySince: before?.healthySince === undefined ? before?.unhealthySince : at,
    ...{ samples: 0, sampled: undefined },
    excused: before?.excused,
  };
}
