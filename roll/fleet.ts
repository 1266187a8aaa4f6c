import type { Instant } from '../world/clock.ts';

/** What one look at the environment's group showed. */
export interface Fleet {
  readonly at: Instant;
  readonly group: Group;
  /** Every instance that the group lists, and that is not ended yet. */
  readonly members: readonly Member[];
}

/** The group's settings, as they are now. Sizes are instances, `grace` is seconds. */
export interface Group {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  readonly grace: number;
  readonly template: Template;
  /** Whether AZRebalance is suspended, by whomever. */
  readonly rebalanceSuspended: boolean;
  readonly places: readonly Place[];
}

/** A launch template's version, by its number. */
export interface Template {
  readonly id: string;
  readonly version: number;
}

/** Where the group may launch: a subnet in a zone. */
export interface Place {
  readonly zone: string;
  readonly subnet: string;
}

export interface Member {
  readonly id: string;
  readonly zone: string;
  /** The version of the group's template that it was launched from. */
  readonly version: number;
  readonly image: string;
  /** `coming`: not in service yet. `leaving`: on its way out, and not counted in desired any more. `other`: Standby and the like. */
  readonly life: 'coming' | 'serving' | 'leaving' | 'other';
  /** In service, and healthy for the group and in every target group. */
  readonly healthy: boolean;
  /** In words, why it is not healthy: the balancer's reason code. */
  readonly reason: string | undefined;
  /** What its console says of the application's unit, where that failed or restarted three times. */
  readonly crashed: string | undefined;
  readonly protected: boolean;
}
