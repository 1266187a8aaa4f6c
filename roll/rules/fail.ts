import { sharedFailure } from '../outage.ts';
import type { View } from '../view.ts';
import type { Decision } from './rule.ts';

/**
 * What becomes of a roll that fails: what served before serves again, or, with `on_failure: hold`, it rests where it is until a
 * person says how it goes on. While those that served fail too it rests as well: that is not this image (ROLL.md 4).
 */
export function fail(view: View, because: string): Decision {
  const shared = sharedFailure(view);
  if (shared !== undefined) return { kind: 'rest', because: `${because}; ${shared}` };
  if (view.goal.policy.onFailure === 'hold') return { kind: 'rest', because, onPurpose: true };
  return { kind: 'act', actions: [{ kind: 'go-back', because }] };
}
