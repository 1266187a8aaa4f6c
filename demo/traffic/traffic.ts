import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

import type { TrafficReport } from './report.ts';
import type { Destination } from './send.ts';

export interface Traffic {
  /** Sends nothing more, waits for the last answer, ends the generator and gives its report. */
  stop(): Promise<TrafficReport>;
}

export interface Order extends Destination {
  /** Requests a second. */
  readonly rate: number;
}

export type FromGenerator =
  { readonly type: 'started' } | { readonly type: 'report'; readonly report: TrafficReport };

/**
 * Starts steady GET traffic against one address, in a process of its own, so that the starter's work does not disturb its
 * clock. Gives control when the first request is on its way.
 *
 * @param order `rate` in requests a second; `timeout` in milliseconds for a whole answer, 5 s unless told
 * @throws Error when the generator's process ends by itself
 */
export async function startTraffic(order: Omit<Order, 'timeout'> & { timeout?: number }): Promise<Traffic> {
  const generator = fork(new URL('./generator.ts', import.meta.url), { stdio: ['ignore', 2, 2, 'ipc'] });
  const ended = endOf(generator);
  generator.send({ timeout: 5000, ...order } satisfies Order);
  await Promise.race([toldBy(generator, 'started'), ended]);
  return {
    async stop() {
      if (!generator.connected) return ended;
      const told = toldBy(generator, 'report');
      generator.send('stop');
      const { report } = await Promise.race([told, ended]);
      generator.disconnect();
      await Promise.allSettled([ended]);
      return report;
    },
  };
}

/** Rejects when the process is gone: to be raced against whatever is awaited from it. */
function endOf(generator: ChildProcess): Promise<never> {
  const ended = once(generator, 'exit').then(([code, signal]) => {
    throw new Error(`the load generator ended by itself (${String(code ?? signal)})`);
  });
  // Nobody may be waiting at that moment; whoever asks later is told.
  ended.catch(() => {});
  return ended;
}

/** The generator's next message, which is of this type. */
async function toldBy<T extends FromGenerator['type']>(generator: ChildProcess, type: T) {
  const [message] = (await once(generator, 'message')) as [FromGenerator];
  if (!isOf(message, type)) throw new Error(`the load generator said ${message.type} instead of ${type}`);
  return message;
}

function isOf<T extends FromGenerator['type']>(
  message: FromGenerator,
  type: T,
): message is Extract<FromGenerator, { type: T }> {
  return message.type === type;
}
