import { decide } from '../../../roll/decide.ts';
import { fleets, goals, shapes, type State, stateOf } from '../../roll/states.ts';
import type { Figure } from './figure.ts';

/** How often a second the engine decides, over every state of the small fleets. */
export function measureDecide(): Promise<Figure[]> {
  const states = someStates();
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < 3_000) {
    for (const { goal, fleet, memory } of states) decide(goal, fleet, memory, fleet.at);
    count += states.length;
  }
  const value = Math.round(count / ((performance.now() - start) / 1000));
  return Promise.resolve([{ name: 'Decisions', value, unit: 'a second' }]);
}

/** One of each hundred, so that they fit into memory. */
function someStates(): State[] {
  const states: State[] = [];
  let count = 0;
  for (const kinds of fleets(2))
    for (const shape of shapes(kinds))
      for (const base of goals(kinds.length)) {
        count += 1;
        const state = count % 100 === 0 ? stateOf(base, shape) : undefined;
        if (state !== undefined) states.push(state);
      }
  return states;
}
