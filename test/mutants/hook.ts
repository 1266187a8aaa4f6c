import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

/** Loaded before a test: one source file is loaded with one change, which the variable `BAKEROLL_MUTANT` tells. */
const told = process.env['BAKEROLL_MUTANT'];
if (told !== undefined) {
  const shape = z.object({ path: z.string(), start: z.number(), end: z.number(), becomes: z.string() });
  const { path, start, end, becomes } = shape.parse(JSON.parse(told));
  const source = readFileSync(path, 'utf8');
  const changed = source.slice(0, start) + becomes + source.slice(end);
  const mutated = pathToFileURL(path).href;
  registerHooks({
    load: (url, context, next) =>
      url === mutated
        ? { format: 'module-typescript', source: changed, shortCircuit: true }
        : next(url, context),
  });
}
