import { createServer } from 'node:net';

import { Refusal } from './refusal.ts';

/**
 * Takes the region for this process. The lock is a Linux abstract socket: the kernel frees it when the process ends, however
 * it ends.
 *
 * @throws Refusal while another process serves the region, or takes it down
 */
export function takeRegion(name: string): Promise<void> {
  const server = createServer((stranger) => stranger.destroy());
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? busy(name) : error);
    });
    server.listen(`\0bakeroll-region-${name}`, resolve);
  });
}

function busy(name: string): Refusal {
  return new Refusal(
    'region-unreachable',
    `The region ${name} is being started, served or taken down by another process`,
    'Wait for that process to end.',
  );
}
