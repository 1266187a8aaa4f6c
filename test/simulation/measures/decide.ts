import { decide } from '../../../roll/decide.ts';
import { states } from '../../roll/enumerated/states.ts';
import type { State } from '../../roll/states.ts';
import type { Figure } from '../../../bench/figure.ts';

/** How often a second the engine decides, over every state of the small fleets. */
export function measureDecide(): Promise<Figure[]> {
  const some = someStates();
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < 3_000) {
    for (const { goal, fleet, memory } of some) decide(goal, fleet, memory, fleet.at);
    count += some.length;
  }
  const value = Math.round(count / ((performance.now() - start) / 1000));
  return Promise.resolve([{ name: 'Decisions', value, unit: 'a second' }]);
}

/** One of each hundred, so that they fit into memory. */
function someStates(): State[] {
  const some: State[] = [];
  let count = 0;
  for (const state of states(2)) if ((count += 1) % 100 === 0) some.push(state);
  return some;
}
