import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { namespaceOf, type Network } from '../network.ts';
import { isRunning, type Process } from '../process.ts';
import type { Balancer, ListenerRoute } from './balancer.ts';
import { backendOf, configOf, type Routed } from './haproxy/config.ts';
import { endHaproxy, findHaproxy, type HaproxyPlace, startHaproxy } from './haproxy/process.ts';
import { tell } from './haproxy/runtime.ts';
import { assign, commandsBetween } from './haproxy/slots.ts';

/** How often haproxy is looked at, in milliseconds: one that went down is started again. */
const WATCH = 500;

export interface HaproxyBalancer extends Balancer {
  /** Looks after haproxy no longer; it runs on. */
  leave(): void;
}

/**
 * Load balancers that are frontends of one haproxy, which runs on the host and reaches its targets in the region's namespace.
 * Changes of targets go by its runtime socket; only a change of listeners makes it start anew, handing its sockets on.
 *
 * @param folder the region's
 */
export async function haproxyBalancer(folder: string, network: Network): Promise<HaproxyBalancer> {
  const place = placeIn(folder);
  await mkdir(join(folder, 'balancer'), { recursive: true, mode: 0o700 });
  let own: Process | undefined = await findHaproxy(place);
  // What one left running was told is not known: the first routes start another in its stead.
  let inForce: readonly Routed[] | undefined;
  let last = Promise.resolve();
  let asked: readonly ListenerRoute[] = [];

  async function apply(listeners: readonly ListenerRoute[]): Promise<void> {
    const wanted = listeners.map((listener) => routed(listener, inForce));
    if (own !== undefined && isRunning(own) && inForce !== undefined && isAlike(inForce, wanted)) {
      await tell(place.socket, changes(inForce, wanted));
    } else if (wanted.length > 0) {
      await writeFile(
        place.config,
        configOf(wanted, { socket: place.socket, namespace: namespaceOf(network) }),
      );
      own = await startHaproxy(place, own);
    } else if (own !== undefined) {
      await endHaproxy(place);
      own = undefined;
    }
    inForce = wanted;
  }

  function route(listeners: readonly ListenerRoute[]): Promise<void> {
    asked = listeners;
    const turn = last.then(() => apply(listeners));
    last = turn.catch(() => {
      inForce = undefined;
    });
    return turn;
  }

  const watch = setInterval(() => {
    if (own !== undefined && !isRunning(own)) route(asked).catch(tellOfIt);
  }, WATCH);
  return {
    route,
    leave: () => {
      clearInterval(watch);
    },
  };
}

function tellOfIt(error: unknown): void {
  console.error('haproxy went down, and does not come up again:', error);
}

/** Ends what the region in `folder` left running of haproxy. */
export async function endBalancer(folder: string): Promise<void> {
  await endHaproxy(placeIn(folder));
}

/** Where the haproxy of the region in `folder` has its files. */
export function placeIn(folder: string): HaproxyPlace {
  const at = (name: string) => join(folder, 'balancer', name);
  return { config: at('haproxy.cfg'), socket: at('runtime.sock'), mark: at('process.json') };
}

function routed({ targets, ...listener }: ListenerRoute, inForce: readonly Routed[] = []): Routed {
  const before = inForce.find((one) => one.listener.listenerArn === listener.listenerArn);
  return { listener, slots: assign(before?.slots ?? [], targets) };
}

/** Whether haproxy can go from one to the other while it runs: the same listeners, with as many slots. */
function isAlike(before: readonly Routed[], after: readonly Routed[]): boolean {
  const shape = (all: readonly Routed[]) =>
    JSON.stringify(all.map(({ listener, slots }) => ({ ...listener, slots: slots.length })));
  return shape(before) === shape(after);
}

function changes(before: readonly Routed[], after: readonly Routed[]): string[] {
  return after.flatMap(({ listener, slots }, at) =>
    commandsBetween(backendOf(listener.listenerArn), before[at]?.slots ?? [], slots),
  );
}
