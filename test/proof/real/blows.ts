import type { Blow } from './blow.ts';
import { ANSWERS } from './blows/answers.ts';
import { AROUND } from './blows/around.ts';
import { IMAGE } from './blows/image.ts';
import { LAUNCHES } from './blows/launches.ts';
import { MACHINES } from './blows/machines.ts';

/** Every kind of fault of the region, once or more, during a roll. */
export const BLOWS: readonly Blow[] = [...ANSWERS, ...MACHINES, ...AROUND, ...LAUNCHES, ...IMAGE];
