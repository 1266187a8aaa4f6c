import { measureCalls } from './calls.ts';
import { measureDecide } from './decide.ts';
import type { Figure } from '../../../bench/figure.ts';
import { measureNoticed } from './noticed.ts';
import { measureOverhead } from './overhead.ts';
import { measureScale } from './scale.ts';
import { measureWarm } from './warm.ts';

/** The engine over the simulated region, by what is measured. */
const MEASURES: Readonly<Record<string, () => Promise<Figure[]>>> = {
  overhead: measureOverhead,
  warm: measureWarm,
  noticed: measureNoticed,
  calls: measureCalls,
  scale: measureScale,
  decide: measureDecide,
};

/** `node test/simulation/measures/measure.ts [NAME...]`: the figures as one line of JSON, for `npm run bench`. */
const names = process.argv.slice(2);
const figures: Figure[] = [];
for (const name of names.length === 0 ? Object.keys(MEASURES) : names) {
  const measure = MEASURES[name];
  if (measure === undefined) throw new Error(`there is no measure ${name}`);
  figures.push(...(await measure()));
}
process.stdout.write(`${JSON.stringify(figures)}\n`);
