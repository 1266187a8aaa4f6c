import { z } from 'zod';

/**
 * The region's event log as its judge reads it: a schema of our own, so that a log that means something else is refused
 * and not misread. `at` is milliseconds since the epoch.
 */
const Event = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('request'),
    at: z.number(),
    service: z.string(),
    action: z.string(),
    write: z.boolean(),
    /** `ok`, or the code of the error. */
    outcome: z.string(),
    /** What the caller's SDK calls itself, where it was told to (`AWS_SDK_UA_APP_ID`). */
    app: z.string().optional(),
  }),
  z.object({ type: z.literal('instance'), at: z.number(), instanceId: z.string(), state: z.string() }),
  z.object({
    type: z.literal('member'),
    at: z.number(),
    group: z.string(),
    instanceId: z.string(),
    lifecycle: z.string(),
  }),
  z.object({
    type: z.literal('target'),
    at: z.number(),
    targetGroup: z.string(),
    instanceId: z.string(),
    state: z.string(),
  }),
  z.object({ type: z.literal('fault'), at: z.number(), kind: z.string(), phase: z.string() }),
  z.object({ type: z.literal('sizes'), at: z.number(), group: z.string(), desired: z.number() }),
  // What this judge has no use for.
  z.object({
    type: z.enum(['settings', 'tags', 'activity', 'protection', 'health', 'template']),
    at: z.number(),
  }),
]);

export type Event = z.infer<typeof Event>;

/**
 * The events of a region's `events.ndjson`, oldest first. A line that has no end yet is still being written, and is left out.
 *
 * @throws Error naming the line that is not an event
 */
export function parseEvents(text: string): readonly Event[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line, index) => {
      try {
        return Event.parse(JSON.parse(line));
      } catch (cause) {
        throw new Error(`line ${index + 1} of the event log is not an event: ${line}`, { cause });
      }
    });
}
