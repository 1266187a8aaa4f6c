import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { measureBakes } from './bakes.ts';
import { measureDemos } from './demos.ts';
import { measureEngine } from './engine.ts';
import type { Figure } from './figure.ts';
import { measureOverhead } from './overhead.ts';
import { keepResult, readResults } from './results.ts';
import { measureRolls } from './rolls.ts';
import { measureSimulated } from './simulated.ts';
import { withTable } from './table.ts';

/** Every measurement by its name; each takes the machine for itself, and leaves it as it was. */
const MEASUREMENTS: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  demos: measureDemos,
  rolls: measureRolls,
  overhead: measureOverhead,
  bakes: measureBakes,
  simulated: measureSimulated,
  engine: measureEngine,
};

const README = join(import.meta.dirname, '..', 'README.md');

/**
 * `npm run bench [-- NAME...]`: measures, keeps each result in `bench/results.json` as soon as it is there, and renews the
 * README's table. With `--table`, the table alone.
 */
async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { table: { type: 'boolean', default: false } },
  });
  const names = positionals.length === 0 ? Object.keys(MEASUREMENTS) : positionals;
  const unknown = names.filter((name) => !(name in MEASUREMENTS));
  if (unknown.length > 0) {
    process.stderr.write(
      `no such measurement: ${unknown.join(' ')}; there are: ${Object.keys(MEASUREMENTS).join(' ')}\n`,
    );
    return 2;
  }
  if (!values.table) for (const name of names) await measure(name);
  writeFileSync(README, withTable(readFileSync(README, 'utf8'), readResults()));
  return 0;
}

async function measure(name: string): Promise<void> {
  const figures = (await MEASUREMENTS[name]?.()) ?? [];
  keepResult(name, figures);
  for (const { name: what, value, unit } of figures)
    process.stdout.write(`${what}: ${value.toFixed(2)} ${unit}\n`);
}

process.exitCode = await main(process.argv.slice(2));
