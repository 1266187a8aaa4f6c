import { floor, surge } from './capacity.ts';
import { chunks } from './chunks.ts';
import type { Clause } from './clause.ts';
import { takeover } from './drivers.ts';
import { ends } from './ends.ts';
import { processes } from './processes.ts';
import { repeat } from './repeat.ts';
import { sizes } from './sizes.ts';
import { firstStep, template } from './template.ts';

/** All of the promise that holds at every moment. */
export const CLAUSES: readonly Clause[] = [
  ...[floor, surge, sizes, ends, repeat, template, firstStep, chunks, processes, takeover],
];
