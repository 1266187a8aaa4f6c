import { join } from 'node:path';

import { SUITE, type Stage } from './suite.ts';

/** `node test/mutants/together.ts STAGE`: the stage's tests in one process, for most of the time of a short test is its start. */
const stage = process.argv.pop() as Stage;
for (const test of SUITE[stage]) await import(join(import.meta.dirname, '..', '..', test));
