import { floor, surge } from './capacity.ts';
import type { Clause } from './clause.ts';

/** All of the promise that holds at every moment. */
export const CLAUSES: readonly Clause[] = [floor, surge];
