import { type State, stateOf } from '../states.ts';
import { type Base, calmGoals, goals } from './goals.ts';
import { fleets } from './kinds.ts';
import { isCalm, type Shape, shapes } from './shapes.ts';

/** One of the states that are enumerated, and what it was made of. */
export interface Enumerated extends State {
  readonly base: Base;
  readonly shape: Shape;
}

/** Every state that is enumerated, of fleets with at most `most` members. */
export function* states(most: number): Generator<Enumerated> {
  for (const kinds of fleets(most)) {
    const [all, more] = [[...goals(kinds.length)], [...calmGoals(kinds)]];
    for (const shape of shapes(kinds)) {
      for (const base of all) yield* enumerated(base, shape);
      if (isCalm(shape)) for (const base of more) yield* enumerated(base, shape);
    }
  }
}

function* enumerated(base: Base, shape: Shape): Generator<Enumerated> {
  const state = stateOf(base, shape);
  if (state !== undefined) yield { ...state, base, shape };
}
