import { z } from 'zod';
import type { Instant } from '../world/clock.ts';
import { rollFact } from './roll-facts.ts';

/** vN: one sequence an application. */
const releaseNumber = z.int().positive();

/** The image's id in each region. */
const image = z.record(z.string(), z.string());

const builtPackage = z.object({
  name: z.string(),
  version: z.string(),
  architecture: z.string(),
  sha256: z.string(),
});

const migration = z.object({
  phase: z.enum(['expand', 'contract']),
  name: z.string(),
  sha256: z.string(),
  text: z.string(),
});

/** A release was made: its image exists, and it has its number. */
const releaseMade = z.object({
  type: z.literal('release-made'),
  release: releaseNumber,
  commit: z.string(),
  subject: z.string(),
  packages: z.array(builtPackage),
  image,
  /** The image that it was baked on. */
  base: z.string(),
  /** Hash of everything that went into the bake. */
  fingerprint: z.string(),
  migrations: z.array(migration),
  tested: z.boolean().optional(),
});

/** An image that bakeroll did not make got a number: a release without package or migrations. */
const releaseAdopted = z.object({
  type: z.literal('release-adopted'),
  release: releaseNumber,
  image,
  name: z.string().optional(),
});

const migrationApplied = z.object({
  type: z.literal('migration-applied'),
  name: z.string(),
  sha256: z.string(),
  millis: z.number(),
});

const rollBegan = z.object({
  type: z.literal('roll-began'),
  kind: z.enum(['roll', 'rollback']),
  release: releaseNumber,
  /** The image's id in the environment's region. */
  image: z.string(),
  /** What served when it began; of a rollback, the release that it leaves. None: nothing had served. */
  from: releaseNumber.optional(),
  by: z.string(),
  why: z.string().optional(),
  /** The version of the launch template that its own is made from, where somebody named one. */
  base: z.int().optional(),
  /** The environment as resolved then, so that it can be resumed or undone outside any checkout. */
  resolved: z.record(z.string(), z.json()),
});

const stepBegan = z.object({ type: z.literal('step-began'), step: z.string() });

const stepEnded = z.object({
  type: z.literal('step-ended'),
  step: z.string(),
  seconds: z.number(),
  outcome: z.enum(['done', 'skipped', 'failed']),
});

const rollEnded = z.object({
  type: z.literal('roll-ended'),
  /** The exit code of ROLL's table. */
  outcome: z.int(),
  /** The state of the fleet, one sentence. */
  state: z.string(),
  /** Where it rests: why, and whether a person is to say how it goes on. */
  rests: z.object({ because: z.string(), onPurpose: z.boolean() }).optional(),
});

/** Somebody asks something of whoever drives; the driver reads it within a tick. */
const asked = z.object({
  type: z.literal('asked'),
  ask: z.enum(['pause', 'abort', 'give-way']),
  by: z.string(),
  /** With `abort`: a stranger's template is overwritten. */
  force: z.boolean().optional(),
  /** With `give-way`: the fence of who is to leave. */
  fence: z.number().optional(),
});

/** Something that the roll engine has to remember. */
const remembered = z.object({
  type: z.literal('roll-fact'),
  /** The Auto Scaling group that it is about; left out, the environment had one alone. */
  group: z.string().optional(),
  fact: rollFact,
});

/** Those that a roll had left in Standby are there no more. */
const warmEnded = z.object({ type: z.literal('warm-ended'), instances: z.array(z.string()) });

/** A person allowed rolls again after a rollback. */
const unlocked = z.object({ type: z.literal('unlocked'), by: z.string(), why: z.string().optional() });

const fact = z.discriminatedUnion('type', [
  releaseMade,
  releaseAdopted,
  migrationApplied,
  rollBegan,
  stepBegan,
  stepEnded,
  rollEnded,
  remembered,
  unlocked,
  warmEnded,
  asked,
]);

/** Something that happened, as the ledger keeps it. */
export type Fact = z.infer<typeof fact>;
export type RollBegan = z.infer<typeof rollBegan>;
export type Asked = z.infer<typeof asked>;
export type ReleaseMade = z.infer<typeof releaseMade>;
export type ReleaseAdopted = z.infer<typeof releaseAdopted>;

/** A fact with what the ledger knows of it. */
export interface Recorded {
  readonly id: number;
  /** By the clock of the database. */
  readonly at: Instant;
  /** None: of the application, in every environment. */
  readonly environment?: string;
  readonly roll?: string;
  readonly fact: Fact;
}

const KNOWN: ReadonlySet<string> = new Set(fact.options.map((option) => option.shape.type.value));

/**
 * The fact in a row of the ledger, or undefined for a type that only a newer bakeroll knows.
 * Throws where a known type has a body that is not its own.
 */
export function parseFact(type: string, body: unknown): Fact | undefined {
  if (!KNOWN.has(type)) return undefined;
  return fact.parse({ ...z.record(z.string(), z.unknown()).parse(body), type });
}
