import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

import type { Found, Plan } from './part.ts';

/** A part was begun with that plan; `anew`: what was found before does not count any more. */
const Planned = z.object({
  type: z.literal('plan'),
  part: z.string(),
  seed: z.number(),
  runs: z.number(),
  anew: z.boolean(),
});

const Done = z.object({
  type: z.literal('point'),
  part: z.string(),
  point: z.string(),
  /** When it ended: ISO 8601. */
  at: z.string(),
  commit: z.string(),
  seconds: z.number(),
  counts: z.record(z.string(), z.number()),
  failures: z.array(z.string()),
  note: z.string().exactOptional(),
});

/** One point that was run, and what came of it. */
export type Done = z.infer<typeof Done>;

const Line = z.discriminatedUnion('type', [Planned, Done]);

/** What is kept of a part: its plan, and its points by name, each as it was last run. */
export interface Kept {
  readonly plan: Plan;
  readonly points: ReadonlyMap<string, Done>;
}

/** The file in which a proof keeps what it found, a line at a time, so that it goes on where it was stopped or killed. */
export interface Keeping {
  /** What is kept of that part; undefined before it was begun. */
  readonly of: (part: string) => Kept | undefined;
  /** Begins the part, or goes on with it: with another seed, or `anew`, what was found before is forgotten. */
  readonly plan: (part: string, plan: Plan, anew: boolean) => void;
  readonly keep: (
    part: string,
    point: string,
    found: Found & { readonly commit: string; readonly seconds: number },
  ) => void;
}

export function keepingIn(path: string): Keeping {
  const append = (line: z.infer<typeof Line>) => {
    mkdirSync(dirname(path), { recursive: true });
    cutTorn(path);
    appendFileSync(path, JSON.stringify(line) + '\n');
  };
  return {
    of: (part) => linesOf(path).reduce<Kept | undefined>((kept, line) => fold(kept, line, part), undefined),
    plan: (part, plan, anew) => {
      append({ type: 'plan', part, ...plan, anew });
    },
    keep: (part, point, found) => {
      const failures = [...found.failures];
      append({ type: 'point', part, point, at: new Date().toISOString(), ...found, failures });
    },
  };
}

function fold(kept: Kept | undefined, line: z.infer<typeof Line>, part: string): Kept | undefined {
  if (line.part !== part) return kept;
  if (line.type === 'point')
    return kept && { ...kept, points: new Map([...kept.points, [line.point, line]]) };
  const { seed, runs, anew } = line;
  const goesOn = kept?.plan.seed === seed && !anew;
  return { plan: { seed, runs }, points: goesOn ? kept.points : new Map() };
}

/** A line without an end was being written when the proof was killed: that point is run again. */
function linesOf(path: string): z.infer<typeof Line>[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => Line.parse(JSON.parse(line)));
}

function cutTorn(path: string): void {
  if (!existsSync(path)) return;
  const text = readFileSync(path);
  const whole = text.lastIndexOf('\n') + 1;
  if (whole < text.length) truncateSync(path, whole);
}
