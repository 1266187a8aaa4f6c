import type { Millis } from '../../world/clock.ts';

/** How fast the fleet is taken to be. */
export interface Pace {
  /** From its launch until an instance is in service. */
  readonly boot: Millis;
  /** From there until its load balancer finds it healthy. */
  readonly healthy: Millis;
  /** From the word to go until an instance is gone. */
  readonly drain: Millis;
}
