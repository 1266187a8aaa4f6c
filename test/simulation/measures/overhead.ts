import { rollLimit } from '../../../demo/roll-limit.ts';
import type { Figure } from '../../../bench/figure.ts';
import { measureRoll, setScene, steady } from './scene.ts';

/** Seconds, as AWS has them by default: a small machine boots in 90, and drains for 300. */
const AWS = { boot: 90, delay: 300, interval: 30 };

/** How much longer a roll takes than it must: than launch to healthy, the drain, and one health check. */
export async function measureOverhead(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of [6, 12]) {
    const scene = await setScene({ size, ...AWS });
    const from = scene.sim.clock.now();
    const { outcome, seconds } = await measureRoll(scene, scene.sim.image('new', steady(AWS.boot)));
    scene.sim.stop();
    if (outcome.kind !== 'done') throw new Error(`the roll of ${size} ended ${outcome.kind}`);
    const within = {
      group: scene.service.name,
      targetGroup: scene.service.targetGroupArn,
      from,
      to: scene.sim.clock.now(),
    };
    const times = { deregistrationDelay: AWS.delay, healthInterval: AWS.interval };
    const limit = rollLimit(scene.sim.events, { ...within, ...times });
    figures.push({
      name: `A roll of ${size} in simulation with AWS's times (its limit: ${limit.toFixed(0)} s), beyond the limit`,
      value: (100 * (seconds - limit)) / limit,
      unit: '%',
      aim: { atMost: 5 },
    });
  }
  return figures;
}
