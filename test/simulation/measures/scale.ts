import type { Figure } from '../../../bench/figure.ts';
import type { Fleet } from '../../../roll/fleet.ts';
import { rehearse } from '../../../roll/rehearsal.ts';
import { realWorld } from '../../../world/real.ts';
import { goalTo, POLICY } from '../../roll/run-roll.ts';
import { measureRoll, setScene, steady } from './scene.ts';

/**
 * What large groups cost the driver: the time and the memory that it takes itself, over the model that `plan` rehearses on, which
 * costs next to nothing; and its reads, over the simulated region, whose own time grows faster than the group.
 */
export async function measureScale(): Promise<Figure[]> {
  await costOf(100, true);
  return [
    ...(await growth(1_000, true)),
    ...(await growth(10_000, false)),
    ...(await readsOf(50)),
    ...(await readsOf(200)),
  ];
}

/** A group, against one of a tenth of its size. */
async function growth(size: number, served: boolean): Promise<Figure[]> {
  const small = await costOf(size / 10, served);
  const large = await costOf(size, served);
  const what = `A roll of ${size}${served ? ' with a target group' : ' without a target group'}`;
  return [
    { name: `${what}, reads and writes rehearsed`, value: large.calls, unit: 'calls' },
    { name: `${what}, the driver's CPU a tick`, value: (1000 * large.cpu) / large.ticks, unit: 'ms' },
    {
      name: `${what}, CPU a tick and instance against a roll of ${size / 10}`,
      value: large.each / small.each,
      unit: 'times',
      aim: { atMost: 1.25 },
    },
    { name: `${what}, memory at its end`, value: large.memory, unit: 'MiB' },
  ];
}

interface Cost {
  /** Seconds. */
  readonly cpu: number;
  readonly ticks: number;
  /** Seconds a tick and instance. */
  readonly each: number;
  readonly calls: number;
  /** MiB. */
  readonly memory: number;
}

const LONG = 1_000_000_000;

async function costOf(size: number, served: boolean): Promise<Cost> {
  const before = process.cpuUsage();
  const { outcome, took, calls } = await rehearse(
    realWorld(() => undefined),
    {
      fleet: fleetOf(size),
      facts: [],
      goal: goalTo({ policy: { ...POLICY, deadline: { ...POLICY.deadline, drain: LONG, total: LONG } } }),
      pace: { boot: 90_000, healthy: 10_000, drain: 30_000 },
      cost: { targetGroups: served ? 1 : 0, alarms: [] },
    },
  );
  if (outcome.kind !== 'done') throw new Error(`the roll of ${size} ended ${outcome.kind}`);
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1_000_000;
  const ticks = took / POLICY.tick;
  const memory = process.memoryUsage().heapUsed / 2 ** 20;
  return { cpu, ticks, each: cpu / ticks / size, calls: calls.reads + calls.writes, memory };
}

/** So many that serve, in two zones. */
function fleetOf(size: number): Fleet {
  const places = ['a', 'b'].map((zone) => ({ zone, subnet: `subnet-${zone}` }));
  const template = { id: 'lt-1', version: 7 };
  const sizes = { min: 0, max: 2 * size, desired: size, grace: 60, rebalanceSuspended: false };
  return {
    at: Date.UTC(2026, 10, 21, 8),
    group: { ...sizes, template, places },
    members: Array.from({ length: size }, (_, i) => ({
      ...{ id: `i-${i}`, zone: i % 2 === 0 ? 'a' : 'b', version: 7, image: 'ami-old', life: 'serving' },
      ...{ healthy: true, reason: undefined, crashed: undefined, protected: false },
    })),
    ...{ activities: [], alarms: [], refresh: undefined, tags: {} },
  };
}

const TIMES = { boot: 30, delay: 30, interval: 10 };

async function readsOf(size: number): Promise<Figure[]> {
  const scene = await setScene({ size, ...TIMES });
  const ran = await measureRoll(scene, scene.sim.image('new', steady(TIMES.boot)));
  scene.sim.stop();
  if (ran.outcome.kind !== 'done') throw new Error(`the roll of ${size} ended ${ran.outcome.kind}`);
  const value = ran.calls.reads / (ran.seconds / 5);
  return [
    { name: `A roll of ${size} with a target group in simulation, reads a tick`, value, unit: 'calls' },
  ];
}
