import type { Balancer, Routes } from '../balancer/balancer.ts';
import { type Figures, NOTHING_CARRIED } from '../balancer/figures.ts';

/** A data plane that carries nothing, and does at once what it is told. */
export interface SimulatedBalancer extends Balancer {
  /** What is in force now. */
  routes(): Routes | undefined;
  /** The next who asks for figures is given these. */
  carry(figures: Figures): void;
}

export function simulatedBalancer(): SimulatedBalancer {
  let inForce: Routes | undefined;
  let carried = NOTHING_CARRIED;
  return {
    routes: () => inForce,
    route(routes) {
      inForce = routes;
      return Promise.resolve();
    },
    carry(figures) {
      carried = figures;
    },
    figures() {
      const taken = carried;
      carried = NOTHING_CARRIED;
      return Promise.resolve(taken);
    },
  };
}
