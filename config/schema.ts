import { z } from 'zod';
import { rollOverrides, rollSection } from './roll-section.ts';
import { keySource, secretSource } from './units.ts';

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

const environment = z.strictObject({
  region: z.string().regex(/^[a-z0-9-]+$/, 'expected a region such as eu-west-1'),
  endpoint: z.url().optional(),
  account: z
    .string()
    .regex(/^\d{12}$/, 'expected an account number of 12 digits, in quotes')
    .optional(),
  groups: z
    .array(z.strictObject({ name: z.string().min(1).max(255), roll: rollOverrides }))
    .min(1, 'at least one group is needed')
    .refine(
      (groups) => new Set(groups.map(({ name }) => name)).size === groups.length,
      'a group is written once',
    ),
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
  'roll.probe',
];
