import { z } from 'zod';

/** One measured number with what was aimed for. A figure that misses its aim stays, and is marked. */
export const Figure = z.object({
  /** What was measured, in words. */
  name: z.string(),
  value: z.number(),
  /** `s`, `ms`, `requests`, `instances`; never empty. */
  unit: z.string(),
  aim: z.union([z.object({ atMost: z.number() }), z.object({ atLeast: z.number() })]).optional(),
});

export type Figure = z.infer<typeof Figure>;

export function meetsAim({ value, aim }: Figure): boolean {
  if (aim === undefined) return true;
  return 'atMost' in aim ? value <= aim.atMost : value >= aim.atLeast;
}
