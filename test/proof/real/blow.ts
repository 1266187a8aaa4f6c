import type { KindName } from '../../../region/faults/kinds.ts';

/** One fault of the region during a roll, and what the roll has to come to by the design of the engine. */
export interface Blow {
  /** `no-capacity.all`: the kind, and a word where there are several of it. */
  readonly name: string;
  readonly kind: KindName;
  /** What follows the kind, at the moment at which it strikes. */
  readonly words: (at: Scenery) => readonly string[];
  readonly when: Moment;
  /** It stands so long, or strikes so often; without either, until the roll has ended. */
  readonly seconds?: number;
  readonly times?: number;
  /** What is typed after `bakeroll roll dev vN`. */
  readonly flags?: readonly string[];
  /** Of the policy, where those say one: milliseconds. */
  readonly soak?: number;
  /** How much later what was done may be seen: milliseconds. */
  readonly lag?: number;
  /** The exit codes that are right. */
  readonly exits: readonly number[];
  /** Why these. */
  readonly why: string;
  /** How many instances must be healthy at every instant: six, unless the fault itself takes some. */
  readonly healthy?: number;
  /** What users may notice: nothing, unless the fault itself reaches them. */
  readonly users?: 'the killed' | 'the fault';
  /** How many instances the group launches, where that says that nothing is done twice. */
  readonly launched?: number;
}

/** When it strikes: before the driver is started, when it says that it begins, launches, proves, or drains. */
export type Moment = 'before' | 'beginning' | 'launching' | 'proving' | 'draining';

/** What is there when it strikes. */
export interface Scenery {
  readonly group: string;
  /** The image that is rolled to. */
  readonly image: string;
  readonly zones: readonly [string, ...string[]];
  /** The instances that serve before it, and those of the new image. */
  readonly old: readonly [string, ...string[]];
  readonly fresh: readonly string[];
}

/** What the driver says at each of these moments. */
export const SAYS: Readonly<Record<Exclude<Moment, 'before'>, RegExp>> = {
  beginning: /^roll +begins/,
  launching: /^roll +launches/,
  proving: /^roll +waits for .* to be proven/,
  draining: /^roll +waits for .* to drain\b/,
};
