import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import { Refusal } from './refusal.ts';

/**
 * How long another process may take to let go, in milliseconds: one that was ended counts as ended when its first thread has,
 * and holds its sockets until its last one has.
 */
const LETTING_GO = 2_000;

/**
 * Takes the region for this process. The lock is a Linux abstract socket: the kernel frees it when the process ends, however
 * it ends.
 *
 * @throws Refusal while another process serves the region, or takes it down
 */
export async function takeRegion(name: string): Promise<void> {
  const deadline = performance.now() + LETTING_GO;
  while (!(await tryToTake(name))) {
    if (performance.now() > deadline) throw busy(name);
    await delay(10);
  }
}

function tryToTake(name: string): Promise<boolean> {
  const server = createServer((stranger) => stranger.destroy());
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    server.listen(`\0bakeroll-region-${name}`, () => {
      resolve(true);
    });
  });
}

function busy(name: string): Refusal {
  return new Refusal(
    'region-unreachable',
    `The region ${name} is being started, served or taken down by another process`,
    'Wait for that process to end.',
  );
}
