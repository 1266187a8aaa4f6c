import { randomBytes } from 'node:crypto';

import type { Clock } from '../clock.ts';

/** The session tokens of IMDSv2. */
export interface Tokens {
  /** A token for one instance. @param life seconds, 1 to 21,600 */
  give(instanceId: string, life: number): string;
  /** Whether this token was given to this instance and has not run out. */
  isGood(instanceId: string, token: string | undefined): boolean;
}

export function makeTokens(clock: Clock): Tokens {
  const given = new Map<string, { readonly instanceId: string; readonly until: number }>();
  return {
    give(instanceId, life) {
      for (const [token, { until }] of given) if (until <= clock.now()) given.delete(token);
      const token = randomBytes(42).toString('base64url');
      given.set(token, { instanceId, until: clock.now() + life * 1000 });
      return token;
    },
    isGood(instanceId, token) {
      const found = given.get(token ?? '');
      return found?.instanceId === instanceId && found.until > clock.now();
    },
  };
}
