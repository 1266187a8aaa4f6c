import type { Test } from 'tap';

import { exactly, type Script, WELL } from '../../region/simulated/behaviour.ts';
import { startSimulatedRegion, type SimulatedRegion } from '../../region/simulated/region.ts';
import { makeService, type Service } from '../../region/simulated/service.ts';
import type { RollFact } from '../../roll/facts.ts';
import type { Goal } from '../../roll/goal.ts';
import { preflight } from '../../roll/preflight.ts';
import type { RollOutcome } from '../../roll/outcome.ts';
import { roll } from '../../roll/roll.ts';
import type { Counted } from '../../world/aws/fleet/counted.ts';
import type { Clock } from '../../world/clock.ts';
import { realWorld } from '../../world/real.ts';
import type { World } from '../../world/world.ts';
import { goalTo, POLICY } from '../roll/run-roll.ts';
import { codecClients, countedOn, directClients } from './clients.ts';

/** Which way the product reaches the simulated region. */
export type Way = 'functions' | 'the codec';

/** A service in a simulated region, which the product rolls. */
export interface RollPlace {
  readonly sim: SimulatedRegion;
  readonly service: Service;
  readonly old: string;
  /** When all of `old` served: milliseconds since the epoch. */
  readonly began: number;
  /** Rolls it to an image. @returns how that ended, and the facts */
  rollTo(image: string, parts?: Partial<Goal>, note?: World['note']): ReturnType<typeof drive>;
}

/** @param size how many of `old` serve at the beginning */
export async function rollPlace(
  t: Test,
  way: Way,
  size: number,
  { script = WELL, max = 2 * size }: { readonly script?: Script; readonly max?: number } = {},
): Promise<RollPlace> {
  const sim = startSimulatedRegion({ seed: `roll of ${size}` });
  t.teardown(() => {
    sim.stop();
  });
  const old = sim.image('old', script);
  const order = { name: 'web', imageId: old, max, desired: size };
  const service = await makeService(sim.call, { ...order, interval: 5 });
  await sim.clock.pass(120);
  const began = sim.clock.now();
  return {
    sim,
    service,
    old,
    began,
    rollTo: (image, parts, note) => drive(sim, { way, note }, image, parts),
  };
}

async function drive(
  sim: SimulatedRegion,
  { way, note }: { readonly way: Way; readonly note: World['note'] | undefined },
  image: string,
  parts: Partial<Goal> = {},
) {
  const aws = countedOn(way === 'functions' ? directClients(sim.call) : codecClients(sim.client));
  const facts: RollFact[] = [];
  const by = { aws, clock: worldClock(sim), record: (fact: RollFact) => void facts.push(fact), note };
  const outcome = await rollWeb(by, image, parts);
  return { outcome, facts, calls: aws.calls() };
}

/** Who drives: by which calls, in whose time, and what is done with each fact. */
interface Driver {
  readonly aws: Counted;
  readonly clock: Clock;
  readonly record: (fact: RollFact) => void;
  readonly note?: World['note'] | undefined;
}

/** Rolls the group `web` to an image, with nobody beside the driver. */
export async function rollWeb(
  { aws, clock, record, note = () => undefined }: Driver,
  image: string,
  parts: Partial<Goal> = {},
): Promise<RollOutcome> {
  const policy = parts.policy ?? POLICY;
  const { cloud, check } = await preflight(aws, clock, { group: 'web', policy, asked: undefined });
  const goal = goalTo({ check, began: clock.now(), image, ...parts });
  return roll({ ...realWorld(note), clock }, cloud, goal, {
    facts: [],
    record: (fact) => {
      record(fact);
      return Promise.resolve();
    },
    signal: new AbortController().signal,
    asks: () => Promise.resolve(undefined),
  });
}

/** How many members of the group `web` run each image. */
export function membersByImage({ region }: SimulatedRegion): Record<string, number> {
  const members = region.state.autoscaling.groups.flatMap(({ members }) => members);
  return Object.fromEntries(
    [...Map.groupBy(members, ({ imageId }) => imageId)].map(([image, all]) => [image, all.length]),
  );
}

/** The driver's time is the region's: where it sleeps, the world goes on. */
export function worldClock({ clock }: SimulatedRegion): Clock {
  return {
    now: () => clock.now(),
    monotonic: () => clock.now(),
    sleep: (duration) => clock.pass(duration / 1000),
  };
}

/** A machine that boots and never answers well. */
export const BROKEN: Script = {
  ...WELL,
  boot: { kind: 'boots', within: exactly(10) },
  health: { kind: 'never', answer: { kind: 'answered', status: 500 } },
  console: 'it does not work\n',
};
