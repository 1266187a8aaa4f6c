import { z } from 'zod';
import { amount, duration, keySource, secretSource } from './units.ts';

/** What `bakeroll.yml` may say, key by key; `example.yml` beside this file says it in words. */

const name = z
  .string()
  .regex(/^[a-z][a-z0-9+.-]{1,62}$/, 'expected a name of a-z, 0-9, +, . and -, beginning with a letter');

const packageSection = z
  .strictObject({
    from: z.literal('config').default('config'),
    build: z.string().optional(),
    files: z.record(z.string(), z.string()).default({}),
    unit: z.string().optional(),
    user: z.string().optional(),
    depends: z.array(z.string()).default([]),
    version: z.literal('git').default('git'),
    architecture: z.enum(['all', 'amd64', 'arm64']).default('all'),
    maintainer: z.string().optional(),
    description: z.string().optional(),
    homepage: z.string().optional(),
  })
  .optional();

const aptSection = z
  .strictObject({
    repository: z.string().default('.bakeroll/apt'),
    key: keySource.prefault('env:BAKEROLL_APT_KEY'),
  })
  .prefault({});

const imageSection = z
  .strictObject({
    base: z
      .strictObject({
        name: z.string().default('debian-12-amd64-*'),
        owner: z
          .string()
          .regex(/^\d{12}$|^self$/, 'expected an account number of 12 digits, or self')
          .default('136693071363'),
        login: z.string().default('admin'),
      })
      .prefault({}),
    instance_type: z.string().default('t3.small'),
    ssh_from: z.cidrv4().default('0.0.0.0/0'),
  })
  .prefault({});

const databaseSection = z
  .strictObject({
    url: secretSource.prefault('env:DATABASE_URL'),
    migrations: z.string().default('migrations'),
  })
  .optional();

const rollSection = z
  .strictObject({
    surge: amount.prefault('100%'),
    max: z.literal('fit').default('fit'),
    min_healthy: amount.prefault('100%'),
    samples: z.int().min(1).max(20).default(2),
    soak: duration.prefault('0s'),
    tick: duration.prefault('5s'),
    deadline: z
      .strictObject({
        launch: duration.prefault('5m'),
        healthy: duration.prefault('5m'),
        drain: duration.prefault('10m'),
        total: duration.prefault('45m'),
        back: duration.prefault('20m'),
      })
      .prefault({}),
    max_bad_launches: z.int().min(1).default(3),
    first_size: z.int().min(1).optional(),
    on_failure: z.literal('rollback').default('rollback'),
  })
  .prefault({});

const environment = z.strictObject({
  region: z.string().regex(/^[a-z0-9-]+$/, 'expected a region such as eu-west-1'),
  endpoint: z.url().optional(),
  account: z
    .string()
    .regex(/^\d{12}$/, 'expected an account number of 12 digits, in quotes')
    .optional(),
  groups: z
    .array(z.strictObject({ name: z.string().min(1).max(255) }))
    .length(1, 'this version rolls one group an environment'),
  settings: z
    .string()
    .regex(/^ssm:\/.*\/$/, 'expected ssm:/path/')
    .optional(),
});

export const schema = z.strictObject({
  app: name,
  package: packageSection,
  apt: aptSection,
  image: imageSection,
  database: databaseSection,
  ledger: z
    .union([
      z.literal('database', 'expected `database`, env:NAME, ssm:/path or file:PATH, never the secret itself'),
      secretSource,
    ])
    .prefault('env:BAKEROLL_LEDGER'),
  roll: rollSection,
  environments: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/, 'expected a name such as production'), environment)
    .refine((all) => Object.keys(all).length > 0, 'at least one environment is needed'),
});

/** Keys that the design has and this version does not take yet: refused by name, never ignored. */
export const NOT_YET: readonly string[] = [
  'apt.url',
  'image.roles',
  'image.tests',
  'image.share_with',
  'image.regions',
  'image.base.max_age',
  'roll.canary',
  'roll.canary_soak',
  'roll.steps',
  'roll.keep_warm',
  'roll.probe',
  'roll.alarms',
  'environments.*.groups.*.roll',
];
