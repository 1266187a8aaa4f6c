import { exactly, WELL } from '../region/simulated/behaviour.ts';
import { startSimulatedRegion } from '../region/simulated/region.ts';
import { makeService } from '../region/simulated/service.ts';
import type { Figure } from './figure.ts';
import { measureIdle } from './idle.ts';

const TICKS = 10_000;
const SIZE = 40;

/** The simulated region: what a driver's looks cost in it, and what it costs while nobody does anything. */
export async function measureSimulated(): Promise<readonly Figure[]> {
  const seconds = await measureTicks();
  return [
    {
      name: `${TICKS} looks at a simulated group of ${SIZE}, 5 s apart`,
      value: seconds,
      unit: 's',
      aim: { atMost: 2 },
    },
    {
      name: 'Simulated time against real time, meanwhile',
      value: (TICKS * 5) / seconds,
      unit: 'times',
    },
    ...(await measureIdle()),
  ];
}

/** A look is what a driver asks at each tick: the group, and the health of its targets. */
async function measureTicks(): Promise<number> {
  const { call, clock, image, stop } = startSimulatedRegion({ seed: 'bench' });
  const imageId = image('bench', { ...WELL, boot: { kind: 'boots', within: exactly(10) } });
  const service = await makeService(call, { name: 'bench', imageId, max: SIZE, desired: SIZE });
  await clock.pass(60);
  const start = performance.now();
  for (let tick = 0; tick < TICKS; tick += 1) {
    await call('autoscaling', 'DescribeAutoScalingGroups', { AutoScalingGroupNames: [service.name] });
    await call('elasticloadbalancing', 'DescribeTargetHealth', { TargetGroupArn: service.targetGroupArn });
    await clock.pass(5);
  }
  stop();
  return (performance.now() - start) / 1000;
}
