import type { Balancer, Prober } from './balancer/balancer.ts';
import type { Clock } from './clock.ts';
import type { EventLog } from './events.ts';
import type { Machines } from './machines/machines.ts';
import type { FaultsState } from './faults/state.ts';
import type { AutoScalingState } from './model/autoscaling/state.ts';
import type { BalancingState } from './model/balancing/state.ts';
import type { Ec2State } from './model/ec2/state.ts';
import type { MonitoringState } from './model/monitoring/state.ts';
import type { ParametersState } from './model/parameters.ts';
import type { Switches } from './model/switches.ts';
import type { ThrottlingState } from './model/throttling.ts';
import type { Network } from './network.ts';
import type { Random } from './random.ts';
import type { Realm } from './realm.ts';

/** One region: its state, and what stands under it. Handed to every action and to every part that moves in time. */
export interface Region {
  readonly name: string;
  readonly accountId: string;
  /** What it shares with the regions beside it: for what goes from one to another. */
  readonly realm: Realm;
  readonly network: Network;
  readonly clock: Clock;
  /** What ids are made of: the model and the actions have no other chance. */
  readonly random: Random;
  readonly machines: Machines;
  readonly balancer: Balancer;
  readonly prober: Prober;
  readonly events: EventLog;
  /** Everything that outlives the process: plain JSON data, no functions, no class instances; times are milliseconds. */
  readonly state: RegionState;
  /** Asks for the parts to be advanced soon: called after each request and whenever a machine or a probe reports. */
  stir(): void;
}

export interface RegionState {
  readonly ec2: Ec2State;
  readonly autoscaling: AutoScalingState;
  readonly balancing: BalancingState;
  readonly parameters: ParametersState;
  readonly monitoring: MonitoringState;
  /** How it behaves where AWS's documents do not say how AWS does. */
  readonly switches: Switches;
  /** How many requests it takes. */
  readonly throttling: ThrottlingState;
  /** How many seconds the descriptions of EC2, Auto Scaling and ELBv2 are behind; AWS promises nothing [UG]. */
  readonly consistency: { describeLag: number };
  /** How it is broken. */
  readonly faults: FaultsState;
}

/**
 * A part of the model that moves in time, level-triggered: everything that it needs is in the state, so that it goes on
 * after a restart. Work that takes time (a boot, a probe) is started, and its end is written to the state and followed by `stir`.
 */
export interface Part {
  /** Does whatever is due at `region.clock.now()`. Must be safe to call at any time, any number of times. */
  advance(region: Region): void;
  /** When it next wants to be advanced, with nothing happening meanwhile; undefined when never. */
  due(region: Region): number | undefined;
  /** Nothing that it set going by the clock goes on after this. */
  stop?(): void;
}
