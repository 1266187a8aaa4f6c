import {
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';

import { readEventLog } from '../demo/event-log.ts';
import { parseEvents } from '../demo/events.ts';
import { rollLimit } from '../demo/roll-limit.ts';
import { commitVersion } from '../demo/stage.ts';
import type { Figure } from './figure.ts';
import { drainTimes, growTo, REGION, type Scene, withScene } from './scene.ts';

/** Seconds. */
const DELAY = 30;
const INTERVAL = 10;
const TICK = 5;
const SAMPLES = 2;

/** What a roll may take beyond its limit: its samples, a tick to begin and one to end, and three seconds of its own. */
const MOST = (SAMPLES + 2) * TICK + 3;

/** How much longer a roll on the real region takes than it must, with a drain and checks as a service on AWS has them. */
export function measureOverhead(): Promise<readonly Figure[]> {
  return withScene(async (scene) => {
    commitVersion(scene.stage, 'v2');
    await scene.run('bake', 'dev');
    await scene.run('migrate', 'dev', 'v2');
    await slowDown(scene);
    await growTo(6, scene);
    const six = await measureRoll(6, 'v2', scene);
    await growTo(12, scene);
    return [six, await measureRoll(12, 'v1', scene)];
  });
}

async function slowDown({ cloud: { balancing }, made }: Scene): Promise<void> {
  const { targetGroupArn: TargetGroupArn } = made;
  await balancing.send(
    new ModifyTargetGroupCommand({ TargetGroupArn, HealthCheckIntervalSeconds: INTERVAL }),
  );
  const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: String(DELAY) }];
  await balancing.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes }));
}

async function measureRoll(size: number, release: string, scene: Scene): Promise<Figure> {
  const policy = ['--tick', `${TICK}s`, '--samples', String(SAMPLES), '--soak', '0s', '--surge', '100%'];
  const { from, to } = await scene.run('roll', 'dev', release, ...policy);
  const { group, targetGroupArn: targetGroup } = scene.made;
  const roll = { group, targetGroup, from, to, ...(await drainTimes(scene)) };
  const limit = rollLimit(parseEvents(readEventLog(REGION)), roll);
  return {
    name: `Roll of ${size}, drained for ${DELAY} s and checked every ${INTERVAL} s: beyond its limit of ${limit.toFixed(1)} s`,
    value: (to - from) / 1000 - limit,
    unit: 's',
    aim: { atMost: MOST },
  };
}
