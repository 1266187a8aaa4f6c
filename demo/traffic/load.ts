import { Agent } from 'node:http';

import type { Request, TrafficReport } from './report.ts';
import { type Destination, send } from './send.ts';

/** How often the schedule is looked at, in milliseconds: what is due by then is sent together. */
const TICK = 5;
/** Kept-alive clients: each sends on a connection of its own unless that one is still busy. */
const CLIENTS = 8;

export interface Load {
  /** Sends nothing more, and gives the report once the last request has been answered or has failed. */
  stop(): Promise<TrafficReport>;
}

/**
 * Sends `rate` requests a second until it is stopped, every other one on a kept-alive connection and the rest each on a
 * connection of its own. The load is open-loop: a slow answer delays no request, and what a busy machine held up is sent late,
 * not left out.
 */
export function startLoad(destination: Destination, rate: number): Load {
  const clients = Array.from({ length: CLIENTS }, () => new Agent({ keepAlive: true }));
  const requests: Request[] = [];
  const flying = new Set<Promise<void>>();
  const start = performance.now();
  const from = performance.timeOrigin + start;
  let count = 0;

  function sendDue(): void {
    while (dueAt(count) <= performance.now()) {
      const one: Promise<void> = sendOne(count).finally(() => flying.delete(one));
      flying.add(one);
      count += 1;
    }
  }

  /** On the process's own clock, which nobody sets. */
  function dueAt(index: number): number {
    return start + (index * 1000) / rate;
  }

  async function sendOne(index: number): Promise<void> {
    const kept = index % 2 === 0;
    const sent = performance.now();
    const answer = await send(destination, kept ? (clients[(index / 2) % CLIENTS] ?? false) : false);
    requests.push({
      at: performance.timeOrigin + sent,
      late: sent - dueAt(index),
      took: performance.now() - sent,
      connection: kept ? 'kept' : 'fresh',
      ...answer,
    });
  }

  sendDue();
  const ticking = setInterval(sendDue, TICK);
  return {
    async stop() {
      clearInterval(ticking);
      const to = performance.timeOrigin + performance.now();
      await Promise.all(flying);
      for (const client of clients) client.destroy();
      return { from, to, rate, requests };
    },
  };
}
