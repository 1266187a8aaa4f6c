import { randomBytes } from 'node:crypto';

/** A new roll's id: `r-` and eight characters. */
export function newRollId(): string {
  return `r-${randomBytes(4).toString('hex')}`;
}
