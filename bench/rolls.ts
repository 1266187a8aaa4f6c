import { readEventLog } from '../demo/event-log.ts';
import { parseEvents } from '../demo/events.ts';
import { launches, rollLimit } from '../demo/roll-limit.ts';
import { commitVersion } from '../demo/stage.ts';
import type { Figure } from './figure.ts';
import { drainTimes, growTo, REGION, type Scene, withScene } from './scene.ts';

/** How much longer than its limit a roll may take: what the driver and AWS's calls cost, in seconds. */
const SLACK = 10;

/** A roll of three instances and one of twelve, of images that are there, each against what it cannot be quicker than. */
export function measureRolls(): Promise<readonly Figure[]> {
  return withScene(async (scene) => {
    commitVersion(scene.stage, 'v2');
    await scene.run('release', 'dev');
    const three = await measureRoll(3, 'v1', scene);
    await growTo(12, scene);
    const twelve = await measureRoll(12, 'v2', scene);
    return [...three, ...twelve];
  });
}

async function measureRoll(size: number, release: string, scene: Scene): Promise<readonly Figure[]> {
  const { from, to } = await scene.run('roll', 'dev', release);
  const { group, targetGroupArn: targetGroup } = scene.made;
  const events = parseEvents(readEventLog(REGION));
  const roll = { group, targetGroup, from, to, ...(await drainTimes(scene)) };
  const limit = rollLimit(events, roll);
  const slowest = Math.max(...launches(events, roll).map(({ seconds }) => seconds));
  return [
    { name: `Boot to healthy, the slowest of ${size} launched together`, value: slowest, unit: 's' },
    {
      name: `Roll of ${size} (its limit: ${limit.toFixed(1)} s)`,
      value: (to - from) / 1000,
      unit: 's',
      aim: { atMost: limit + SLACK },
    },
  ];
}
