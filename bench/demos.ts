import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

import { forgetBase } from './base-image.ts';
import type { Figure } from './figure.ts';

const ROOT = join(import.meta.dirname, '..');
const DEMOS = 5;

/** What a demo says of itself with `--json`, as far as it is needed here. */
const Told = z.object({
  failures: z.array(z.object({ count: z.number() })),
  capacity: z.object({ least: z.number(), promised: z.number() }),
  requests: z.number(),
});

interface Demo extends z.infer<typeof Told> {
  /** Of the whole command `npm run demo`. */
  readonly seconds: number;
}

/** Five demos in a row. Before the first, the machine forgets the base image, as on the day on which it is set up. */
export async function measureDemos(): Promise<readonly Figure[]> {
  forgetBase();
  const demos: Demo[] = [];
  for (let count = 0; count < DEMOS; count += 1) demos.push(await runDemo());
  const [first, second] = demos;
  if (!first || !second) throw new Error('no demo was run');
  const failed = demos.flatMap(({ failures }) => failures).reduce((sum, { count }) => sum + count, 0);
  const requests = demos.reduce((sum, demo) => sum + demo.requests, 0);
  return [
    { name: 'Demo, first run', value: first.seconds, unit: 's', aim: { atMost: 240 } },
    { name: 'Demo, second run', value: second.seconds, unit: 's', aim: { atMost: 90 } },
    {
      name: `Failed among ${requests} requests, ${DEMOS} demos in a row`,
      value: failed,
      unit: 'requests',
      aim: { atMost: 0 },
    },
    {
      name: `Least healthy capacity at any instant of them`,
      value: Math.min(...demos.map(({ capacity }) => capacity.least)),
      unit: 'instances',
      aim: { atLeast: Math.max(...demos.map(({ capacity }) => capacity.promised)) },
    },
  ];
}

/**
 * Runs the demo as its user does.
 *
 * @throws Error when it ends without having told its figures: what misses the promise is a figure, what breaks off is none
 */
async function runDemo(): Promise<Demo> {
  const folder = mkdtempSync(join(tmpdir(), 'bakeroll-bench-'));
  const json = join(folder, 'demo.json');
  const start = performance.now();
  try {
    const child = spawn('npm', ['run', 'demo', '--', '--json', json], { cwd: ROOT, stdio: ['ignore', 2, 2] });
    const [code] = (await once(child, 'exit')) as [number | null];
    const seconds = (performance.now() - start) / 1000;
    if (!existsSync(json)) throw new Error(`the demo ended with exit code ${String(code)} and no figures`);
    return { ...Told.parse(JSON.parse(readFileSync(json, 'utf8'))), seconds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
