import { setTimeout as delay } from 'node:timers/promises';

/** Tries until it gives something that is not undefined; a test that waits in vain ends by its own time limit. */
export async function until<T>(attempt: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (;;) {
    const got = await attempt();
    if (got !== undefined) return got;
    await delay(20);
  }
}
