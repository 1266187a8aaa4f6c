import type { Routes } from '../../balancer/balancer.ts';
import type { Region } from '../../region.ts';
import { routesOf } from './routes.ts';

/** Keeps the data plane at what the model wants: one change at a time, the latest wins. */
export interface Router {
  follow(region: Region): void;
  /** When to try again after a change that failed. */
  due(): number | undefined;
}

const RETRY = 1000;

export function createRouter(): Router {
  let inForce: string | undefined;
  let busy = false;
  let retryAt: number | undefined;

  function follow(region: Region): void {
    const routes = routesOf(region);
    const wanted = JSON.stringify(routes);
    if (busy || wanted === inForce || (retryAt !== undefined && region.clock.now() < retryAt)) return;
    busy = true;
    retryAt = undefined;
    void change(region, routes).then((failed) => {
      busy = false;
      inForce = failed ? undefined : wanted;
      if (failed) retryAt = region.clock.now() + RETRY;
      region.stir();
    });
  }

  return { follow, due: () => retryAt };
}

/** Says whether it failed. */
async function change(region: Region, routes: Routes): Promise<boolean> {
  try {
    await region.balancer.route(routes);
    return false;
  } catch (error) {
    console.error('the load balancer could not be told its routes, and is told again in a second:', error);
    return true;
  }
}
