import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';

import { BadFault } from '../faults/bad-fault.ts';
import { breakRegion, type FaultOrder, healRegion } from '../faults/break.ts';
import { setSwitch } from '../model/switches.ts';
import type { Region } from '../region.ts';
import type { Home } from './place.ts';
import { viewOf } from './view.ts';
import { Refusal, refusedBy, refusalIn } from './refusal.ts';

/** What the owner of a region asks of it that AWS has no action for. */
export type Wish =
  | { readonly kind: 'break'; readonly order: FaultOrder }
  | { readonly kind: 'heal'; readonly which: string | undefined }
  | { readonly kind: 'switch'; readonly name: string; readonly value: string }
  | { readonly kind: 'show' }
  | { readonly kind: 'view' };

/** What stands in a region beside what AWS shows. */
export interface Standing {
  readonly kind: 'standing';
  readonly faults: readonly StandingFault[];
  /** Those that somebody set. */
  readonly switches: Readonly<Record<string, string>>;
}

export interface StandingFault {
  readonly id: string;
  readonly kind: string;
  readonly words: string;
  /** Seconds until it is over, and how often it still strikes, where that is bounded. */
  readonly seconds?: number;
  readonly times?: number;
}

/**
 * Listens for wishes at a socket in the region's folder, which its owner alone can enter: one line of JSON, one back.
 *
 * @param save keeps the region's state
 */
export async function serveControl(region: Region, { control }: Home, save: () => void): Promise<Server> {
  // A process that was killed leaves its socket there.
  rmSync(control, { force: true });
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    hear(region, socket, save).catch((cause: unknown) => {
      console.error('a wish of the owner could not be fulfilled', cause);
      socket.destroy();
    });
  });
  server.listen(control);
  await once(server, 'listening');
  return server;
}

async function hear(region: Region, socket: Socket, save: () => void): Promise<void> {
  socket.on('error', () => undefined);
  const wish = JSON.parse(await text(socket)) as Wish;
  socket.end(JSON.stringify(fulfil(region, wish)));
  save();
}

function fulfil(region: Region, wish: Wish): object {
  try {
    if (wish.kind === 'view') return viewOf(region);
    grant(region, wish);
    return standingIn(region);
  } catch (error) {
    if (!(error instanceof BadFault)) throw error;
    return refusedBy(new Refusal('usage', error.message, 'bakeroll region kinds'));
  }
}

function grant(region: Region, wish: Wish): void {
  switch (wish.kind) {
    case 'break':
      breakRegion(region, wish.order);
      return;
    case 'heal':
      healRegion(region, wish.which);
      return;
    case 'switch': {
      // AWS behaves alike in all its regions.
      const [why] = region.realm.regions.map((one) => setSwitch(one, wish.name, wish.value));
      if (why !== undefined) throw new BadFault(why);
      return;
    }
    case 'show':
    case 'view':
  }
}

function standingIn({ state, clock }: Region): Standing {
  const faults = state.faults.standing.map(({ id, kind, words, until, times }) => ({
    ...{ id, kind, words: Object.values(words).join(' ') },
    ...(until === undefined ? {} : { seconds: Math.ceil((until - clock.now()) / 1000) }),
    ...(times === undefined ? {} : { times }),
  }));
  return { kind: 'standing', faults, switches: { ...state.switches } };
}

/** Asks the process that serves a region. @throws Refusal where it refuses, or nobody serves the region */
export async function ask<Answer = Standing>({ name, control }: Home, wish: Wish): Promise<Answer> {
  const socket = connect(control);
  try {
    await once(socket, 'connect');
  } catch {
    throw new Refusal('region-unreachable', `The region ${name} is not up`, `bakeroll region up ${name}`);
  }
  socket.end(JSON.stringify(wish));
  const line = await text(socket);
  const refusal = refusalIn(line);
  if (refusal !== undefined) throw refusal;
  return JSON.parse(line) as Answer;
}
