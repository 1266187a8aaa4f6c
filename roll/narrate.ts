import type { Instant } from '../world/clock.ts';
import type { World } from '../world/world.ts';
import type { Decision } from './rules/rule.ts';
import { lengthOf } from './sentence.ts';

/** How often what is waited for is said again: milliseconds. */
const HEARTBEAT = 60_000;

/** Says what is waited for, and how long still: once, until something else is, and again now and then. */
export function narrator(world: World): (wait: Extract<Decision, { kind: 'wait' }>, now: Instant) => void {
  let last = '';
  let said = 0;
  return ({ for: what, until }, now) => {
    if (what === last && now - said < HEARTBEAT) return;
    const left = until === undefined ? '' : ` (at most ${lengthOf(until - now)})`;
    world.note({ step: 'roll', text: `waits for ${what}${left}` });
    [last, said] = [what, now];
  };
}
