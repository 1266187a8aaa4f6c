import { z } from 'zod';

/** Of the file: another number where an older bakeroll could not read it. */
export const FORMAT = 2;

const amount = z.union([
  z.strictObject({ percent: z.number() }),
  z.strictObject({ count: z.int().nonnegative() }),
]);

const millis = z.number().nonnegative();

const policy = z.strictObject({
  surge: amount,
  max: z.enum(['fit', 'raise']),
  minHealthy: amount,
  canary: z.int().nonnegative(),
  canarySoak: millis,
  steps: z.array(z.strictObject({ to: amount, soak: millis, pause: z.boolean() })),
  samples: z.int().positive(),
  soak: millis,
  tick: millis,
  deadline: z.strictObject({ launch: millis, healthy: millis, drain: millis, total: millis, back: millis }),
  keepWarm: millis,
  maxBadLaunches: z.int().positive(),
  alarms: z.array(z.string()),
  onFailure: z.enum(['rollback', 'hold']),
  firstSize: z.int().positive().optional(),
});

const group = z.strictObject({
  policy,
  settings: z.record(z.string(), z.unknown()).optional(),
  instances: z.array(z.string()),
});

const planned = z.strictObject({
  app: z.string(),
  environment: z.string(),
  kind: z.enum(['roll', 'rollback']),
  image: z.string(),
  same: z.boolean(),
  base: z.int().positive().optional(),
  unfinished: z.string().optional(),
  consent: z.strictObject({
    alarms: z.array(z.string()),
    resumeProcesses: z.boolean().optional(),
    noWayBack: z.boolean(),
    downtime: z.boolean(),
  }),
  groups: z.record(z.string(), group),
});

/** A plan as `plan --out` writes it. */
export const planShape = z.strictObject({
  format: z.literal(FORMAT),
  /** The version of bakeroll that wrote it. */
  bakeroll: z.string(),
  /** `v42`, or an image's id. */
  target: z.string(),
  /** The flags of policy and consent, as they were typed. */
  flags: z.record(z.string(), z.union([z.string(), z.boolean()])),
  /** Of `planned`. */
  digest: z.string(),
  planned,
});

export type PlanFile = z.infer<typeof planShape>;

const sealed = z.looseObject({ format: z.number(), bakeroll: z.string() });

/** Who wrote that: undefined where it is no plan. */
export function writtenBy(content: unknown): { format: number; bakeroll: string } | undefined {
  const read = sealed.safeParse(content);
  if (read.success) return { format: read.data.format, bakeroll: read.data.bakeroll };
  // The first format had its number in the place of the version.
  const first = z.looseObject({ bakeroll: z.literal(1), planned: z.looseObject({}) }).safeParse(content);
  return first.success ? { format: 1, bakeroll: 'of before 0.1.0' } : undefined;
}
