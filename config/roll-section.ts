import { z } from 'zod';
import { amount, duration } from './units.ts';

/** A part of the fleet after which the roll soaks, or waits for a person. */
const step = z
  .union([
    amount.transform((to) => ({ to })),
    z.strictObject({ to: amount, soak: duration.optional(), pause: z.boolean().optional() }),
  ])
  .transform(({ to, ...rest }) => ({ to, soak: 0, pause: false, ...given(rest) }));

const DEADLINES = { launch: duration, healthy: duration, drain: duration, total: duration, back: duration };

/** Every key of `roll` but `deadline`, without its default. */
const KEYS = {
  surge: amount,
  max: z.enum(['fit', 'raise']),
  min_healthy: amount,
  canary: z.int().min(0),
  canary_soak: duration,
  steps: z.array(step),
  samples: z.int().min(1).max(20),
  soak: duration,
  tick: duration,
  keep_warm: duration,
  max_bad_launches: z.int().min(1),
  alarms: z.array(z.string().min(1)),
  first_size: z.int().min(1).optional(),
  on_failure: z.enum(['rollback', 'hold']),
};

/** The `roll` section, every default filled in. */
export const rollSection = z
  .strictObject({
    surge: KEYS.surge.prefault('100%'),
    max: KEYS.max.default('fit'),
    min_healthy: KEYS.min_healthy.prefault('100%'),
    canary: KEYS.canary.default(0),
    canary_soak: KEYS.canary_soak.prefault('0s'),
    steps: KEYS.steps.prefault([]),
    samples: KEYS.samples.default(2),
    soak: KEYS.soak.prefault('0s'),
    tick: KEYS.tick.prefault('5s'),
    keep_warm: KEYS.keep_warm.prefault('0s'),
    deadline: z
      .strictObject({
        launch: DEADLINES.launch.prefault('5m'),
        healthy: DEADLINES.healthy.prefault('5m'),
        drain: DEADLINES.drain.prefault('10m'),
        total: DEADLINES.total.prefault('45m'),
        back: DEADLINES.back.prefault('20m'),
      })
      .prefault({}),
    max_bad_launches: KEYS.max_bad_launches.default(3),
    alarms: KEYS.alarms.default([]),
    first_size: KEYS.first_size,
    on_failure: KEYS.on_failure.default('rollback'),
  })
  .prefault({});

/** What one group, or one command by its flags, says otherwise: any of the same keys. */
export const rollOverrides = z
  .strictObject({ ...KEYS, deadline: z.strictObject(DEADLINES).partial() })
  .partial()
  .optional();

export type RollConfig = z.output<typeof rollSection>;
export type RollOverrides = NonNullable<z.output<typeof rollOverrides>>;

/** The section with what is said otherwise, the last one's word first. */
export function overridden(
  section: RollConfig,
  ...others: readonly (RollOverrides | undefined)[]
): RollConfig {
  return others.reduce<RollConfig>(
    (all, more = {}) => ({
      ...all,
      ...given(more),
      deadline: { ...all.deadline, ...given(more.deadline ?? {}) },
    }),
    section,
  );
}

/** The keys that have a value. */
function given<T extends object>(values: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]: Exclude<T[Key], undefined>;
  };
}
