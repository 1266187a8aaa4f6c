import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { realClock } from '../region/clock.ts';
import { fileEvents } from '../region/events.ts';
import { actionsByService, animate, emptyState } from '../region/life/model.ts';
import { registerBaseImage } from '../region/model/ec2/images.ts';
import { takeOver } from '../region/model/ec2/take-over.ts';
import { networkOf } from '../region/network.ts';
import { realRandom } from '../region/random.ts';
import { simulatedBalancer } from '../region/simulated/balancer.ts';
import { exactly, WELL } from '../region/simulated/behaviour.ts';
import { directCalls } from '../region/simulated/call.ts';
import { simulatedMachines } from '../region/simulated/machines.ts';
import { makeService } from '../region/simulated/service.ts';
import { openStore } from '../region/store.ts';
import type { Figure } from './figure.ts';

const SIZE = 50;
const SECONDS = 60;

/**
 * What the model of a region costs by the real clock while nothing happens in it but health checks, its state and its events
 * kept on the disk as always. Its machines are simulated: what the probes themselves cost is not in it.
 */
export async function measureIdle(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bakeroll-bench-'));
  const stop = await startIdle(folder);
  try {
    // They boot at once; the first checks of all are at one instant.
    await pause(5_000);
    const before = process.cpuUsage();
    await pause(SECONDS * 1000);
    const { user, system } = process.cpuUsage(before);
    const percent = (user + system) / 1e6 / SECONDS;
    const name = `An idle region of ${SIZE} instances, checked every 10 s`;
    return [{ name, value: 100 * percent, unit: '% of one core', aim: { atMost: 5 } }];
  } finally {
    stop();
    rmSync(folder, { recursive: true });
  }
}

/** @returns what ends it */
async function startIdle(folder: string): Promise<() => void> {
  const name = 'bench-idle';
  const machines = simulatedMachines(realClock, 'idle');
  const store = openStore(join(folder, 'state.json'));
  const state = emptyState();
  const { region, heart } = animate(
    {
      ...{ name, accountId: '000000000000', network: networkOf(name), state, clock: realClock },
      ...{ machines, prober: machines, balancer: simulatedBalancer(), random: realRandom },
      events: fileEvents(join(folder, 'events.ndjson'), realClock),
    },
    () => {
      store.save(state);
    },
  );
  takeOver(region);
  const { imageId } = registerBaseImage(region, {
    ...{ name: 'idle', layer: 'idle', architecture: 'x86_64', created: realClock.now() },
  });
  const now = exactly(0);
  machines.script(imageId, {
    ...WELL,
    boot: { kind: 'boots', within: now },
    health: { kind: 'healthy', after: now },
  });
  await makeService(directCalls(region, actionsByService, 'AKIASIMULATED'), {
    name,
    imageId,
    max: SIZE,
    desired: SIZE,
  });
  return () => {
    heart.stop();
  };
}
