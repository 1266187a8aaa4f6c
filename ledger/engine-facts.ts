import { z } from 'zod';

/**
 * What the roll engine must know again after its process died, and what AWS cannot show. The shapes are the engine's own
 * (`roll/facts.ts`), said again here because the ledger knows nothing of the engine; `release/` compiles only while both agree.
 */

const template = z.object({ id: z.string(), version: z.int() });

const baseline = z.object({
  template,
  min: z.int(),
  max: z.int(),
  desired: z.int(),
  grace: z.number(),
  rebalanceSuspended: z.boolean(),
  asked: z.int(),
});

const settings = z.object({
  min: z.int().optional(),
  grace: z.number().optional(),
  version: z.int().optional(),
  rebalanceSuspended: z.boolean().optional(),
});

export const engineFact = z.discriminatedUnion('type', [
  z.object({ type: z.literal('baseline'), baseline }),
  z.object({ type: z.literal('version-made'), version: z.int() }),
  z.object({ type: z.literal('wrote'), settings }),
  z.object({
    type: z.literal('launching'),
    attempt: z.int(),
    zone: z.string(),
    subnet: z.string(),
    count: z.int(),
    version: z.int(),
  }),
  z.object({
    type: z.literal('launched'),
    at: z.number(),
    attempt: z.int(),
    instances: z.array(z.string()),
    refused: z.string().optional(),
  }),
  z.object({ type: z.literal('proven'), instances: z.array(z.string()), protect: z.boolean() }),
  z.object({ type: z.literal('bad'), instance: z.string(), why: z.string() }),
  z.object({ type: z.literal('ending'), instance: z.string(), at: z.number() }),
  z.object({ type: z.literal('moved') }),
  z.object({ type: z.literal('deleting-version'), version: z.int() }),
  z.object({ type: z.literal('going-back'), because: z.string() }),
]);
