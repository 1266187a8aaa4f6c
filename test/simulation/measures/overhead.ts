import type { Figure } from './figure.ts';
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
    const limit = slowestLaunch(scene.sim.events, from) + AWS.delay + AWS.interval;
    figures.push({
      name: `A roll of ${size} in simulation with AWS's times (its limit: ${limit.toFixed(0)} s), beyond the limit`,
      value: (100 * (seconds - limit)) / limit,
      unit: '%',
      aim: { atMost: 5 },
    });
  }
  return figures;
}

interface Happened {
  readonly at: number;
  readonly type: string;
}

/** From the launch of an instance by the group to its first healthy check: the slowest since then, in seconds. */
export function slowestLaunch(events: readonly Happened[], from: number): number {
  const begun = new Map<string, number>();
  const healthy = new Map<string, number>();
  for (const event of events as readonly (Happened & Record<string, unknown>)[]) {
    const id = String(event['instanceId']);
    if (event.at < from) continue;
    if (event.type === 'member' && event['lifecycle'] === 'Pending' && !begun.has(id))
      begun.set(id, event.at);
    if (event.type === 'target' && event['state'] === 'healthy' && !healthy.has(id))
      healthy.set(id, event.at);
  }
  const spans = [...begun].flatMap(([id, at]) => {
    const end = healthy.get(id);
    return end === undefined ? [] : [(end - at) / 1000];
  });
  return Math.max(...spans);
}
