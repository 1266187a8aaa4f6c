import type { RollFact } from '../roll/facts.ts';
import type { Instant, Millis } from '../world/clock.ts';

/** A call that was announced so long ago has landed, or never will: the longest that a call is waited for. */
const ON_THE_WIRE: Millis = 60_000;

/** What a driver that was taken over had announced, and may still land, each in words (ROLL.md 7). */
export function inFlight(facts: readonly RollFact[], now: Instant): string[] {
  const answered = new Set(facts.flatMap((fact) => (fact.type === 'launched' ? [fact.attempt] : [])));
  const last = facts.at(-1);
  return facts.flatMap((fact) => {
    if (fact.type === 'launching' && !answered.has(fact.attempt))
      return [`the launch of ${fact.count} of version ${fact.version} in ${fact.zone}`];
    if (fact.type === 'ending' && now - fact.at < ON_THE_WIRE) return [`the end of ${fact.instance}`];
    return fact === last && fact.type === 'wrote' ? ["the group's settings"] : [];
  });
}
