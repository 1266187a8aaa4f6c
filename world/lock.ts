import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { realClock } from './clock.ts';

/** Milliseconds between two tries at a lock that somebody holds. */
const RETRY = 20;

/**
 * Runs `work` while no other process of this machine (network namespace) runs one under the same name.
 * The lock is a Linux abstract socket: bound by one process at a time, and freed by the kernel when that
 * process ends, however it ends; so nothing is ever left to clean up.
 */
export async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  const held = await take(addressOf(name));
  try {
    return await work();
  } finally {
    await new Promise((done) => held.close(done));
  }
}

/** Whether some process, of those that `lockSpace` names, is at work under that name. */
export async function isLocked(name: string): Promise<boolean> {
  const free = await bind(addressOf(name));
  if (free === undefined) return true;
  await new Promise((done) => free.close(done));
  return false;
}

function addressOf(name: string): string {
  return `\0bakeroll-${createHash('sha256').update(name).digest('hex')}`;
}

async function take(address: string): Promise<Server> {
  for (;;) {
    const server = await bind(address);
    if (server !== undefined) return server;
    await realClock.sleep(RETRY);
  }
}

/** The bound socket, or undefined when somebody else has it. */
function bind(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((stranger) => stranger.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(address, () => {
      resolve(server);
    });
  });
}
