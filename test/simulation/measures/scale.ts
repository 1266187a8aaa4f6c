import type { Figure } from '../../../bench/figure.ts';
import { measureRoll, setScene, steady } from './scene.ts';

const TIMES = { boot: 30, delay: 30, interval: 10 };

/** What large groups cost the driver: its calls, its own time and its memory. */
export async function measureScale(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [size, served] of [
    [100, true],
    [1000, true],
    [1000, false],
    [10_000, false],
  ] as const) {
    const scene = await setScene({ size, ...TIMES, ...(served ? {} : { group: { TargetGroupARNs: [] } }) });
    const before = process.memoryUsage().heapUsed;
    const ran = await measureRoll(scene, scene.sim.image('new', steady(TIMES.boot)));
    scene.sim.stop();
    const what = `a roll of ${size}${served ? ' with a target group' : ' without one'}`;
    if (ran.outcome.kind !== 'done') throw new Error(`${what} ended ${ran.outcome.kind}`);
    const ticks = ran.seconds / 5;
    figures.push(
      {
        name: `${what}: calls an instance`,
        value: (ran.calls.reads + ran.calls.writes) / size,
        unit: 'calls',
      },
      { name: `${what}: reads a tick`, value: ran.calls.reads / ticks, unit: 'calls' },
      { name: `${what}: the driver's own time`, value: ran.driver, unit: 's' },
      {
        name: `${what}: memory of driver and region`,
        value: Math.max(0, process.memoryUsage().heapUsed - before) / 2 ** 20,
        unit: 'MiB',
      },
    );
  }
  return figures;
}
