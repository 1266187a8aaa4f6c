import type { Balancer, Routes } from '../balancer/balancer.ts';

/** A data plane that carries nothing, and does at once what it is told. */
export interface SimulatedBalancer extends Balancer {
  /** What is in force now. */
  routes(): Routes | undefined;
}

export function simulatedBalancer(): SimulatedBalancer {
  let inForce: Routes | undefined;
  return {
    routes: () => inForce,
    route(routes) {
      inForce = routes;
      return Promise.resolve();
    },
  };
}
