import { z } from 'zod';

const template = z.object({ id: z.string(), version: z.number() });

/** Settings of the group that the roll wrote. */
const settings = z.object({
  min: z.number().optional(),
  max: z.number().optional(),
  grace: z.number().optional(),
  version: z.number().optional(),
  rebalanceSuspended: z.boolean().optional(),
});

const baseline = z.object({
  template,
  min: z.number(),
  max: z.number(),
  desired: z.number(),
  grace: z.number(),
  rebalanceSuspended: z.boolean(),
  asked: z.number(),
  since: z.number().optional(),
  spared: z.array(z.string()).optional(),
});

/** What dead rolls left of theirs in the group. */
const left = z.object({
  asked: z.number().optional(),
  counted: z.array(z.string()).optional(),
  wrote: z.array(settings),
  versions: z.array(z.number()),
  protects: z.array(z.string()),
  standby: z.array(z.string()),
});

/**
 * What the roll engine has to know again after its process died. The engine's own words are `roll/facts.ts`;
 * the ledger, which does not import it, says their shapes again, and a test's types hold the two together.
 */
export const rollFact = z.discriminatedUnion('type', [
  z.object({ type: z.literal('baseline'), baseline, left: left.optional() }),
  z.object({ type: z.literal('version-made'), version: z.number() }),
  z.object({ type: z.literal('version-taken'), version: z.number() }),
  z.object({ type: z.literal('wrote'), settings }),
  z.object({
    type: z.literal('launching'),
    attempt: z.number(),
    zone: z.string(),
    subnet: z.string(),
    count: z.number(),
    version: z.number(),
    by: z.enum(['minimum', 'replacement']).optional(),
    desired: z.number().optional(),
    at: z.number().optional(),
    known: z.array(z.string()).optional(),
  }),
  z.object({
    type: z.literal('launched'),
    at: z.number(),
    attempt: z.number(),
    instances: z.array(z.string()),
    refused: z.string().optional(),
  }),
  z.object({ type: z.literal('desired-kept') }),
  z.object({ type: z.literal('protecting'), instances: z.array(z.string()) }),
  z.object({ type: z.literal('proven'), instances: z.array(z.string()), protect: z.boolean() }),
  z.object({ type: z.literal('bad'), instance: z.string(), why: z.string() }),
  z.object({
    type: z.literal('ending'),
    instance: z.string(),
    at: z.number(),
    decrement: z.boolean().optional(),
  }),
  z.object({ type: z.literal('end-unsure'), instance: z.string() }),
  z.object({
    type: z.literal('asked'),
    asked: z.number(),
    why: z.string(),
    counted: z.array(z.string()).optional(),
  }),
  z.object({ type: z.literal('step-passed'), step: z.number() }),
  z.object({ type: z.literal('step-released'), step: z.number(), by: z.string() }),
  z.object({
    type: z.literal('standing-by'),
    instances: z.array(z.string()),
    at: z.number().optional(),
  }),
  z.object({ type: z.literal('calling-back'), instances: z.array(z.string()), at: z.number() }),
  z.object({ type: z.literal('called-back'), instances: z.array(z.string()) }),
  z.object({ type: z.literal('warm'), until: z.number() }),
  z.object({ type: z.literal('standby-counts'), launches: z.number() }),
  z.object({ type: z.literal('moved') }),
  z.object({ type: z.literal('deleting-version'), version: z.number() }),
  z.object({ type: z.literal('going-back'), because: z.string(), force: z.boolean().optional() }),
  z.object({ type: z.literal('resumed'), by: z.string() }),
]);

export type RollFact = z.infer<typeof rollFact>;
