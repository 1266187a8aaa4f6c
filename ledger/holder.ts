import type { Instant } from '../world/clock.ts';

/** Who drives, as others are told. */
export interface Holder {
  /** A person or a CI job: `anna@laptop`, `drone #118`. */
  readonly who: string;
  /** The roll it drives, where it has one. */
  readonly roll?: string;
}

/** Somebody's hold of an environment, by the database's clock. */
export interface Held extends Holder {
  readonly token: number;
  readonly since: Instant;
  /** Without a further sign of life it is free from then on. */
  readonly until: Instant;
}

/** `anna@laptop, roll r-7, since 14:02:11 UTC`. */
export function describeHolder({ who, roll, since }: Held): string {
  return [who, ...(roll === undefined ? [] : [`roll ${roll}`]), `since ${timeOfDay(since)}`].join(', ');
}

/** `14:02:11 UTC`. */
export function timeOfDay(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(11, 19)} UTC`;
}
