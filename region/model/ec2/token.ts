import { createHash } from 'node:crypto';

import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';

export interface TokenCall {
  readonly action: string;
  /** The ClientToken; without one every call is a new one. */
  readonly token: string | undefined;
  /** The call's input, the token apart. */
  readonly input: object;
}

/** EC2 remembers a token for at least a day [UG]. */
const REMEMBERED = 86_400_000;

/**
 * Makes something once: the same call with the same token again gives what the first one made.
 *
 * @param make gives the id of what it made
 * @throws AwsError IdempotentParameterMismatch where the token came with another input
 */
export function once(region: Region, { action, token, input }: TokenCall, make: () => string): string {
  if (token === undefined || token === '') return make();
  const { ec2 } = region.state;
  const now = region.clock.now();
  ec2.tokens = ec2.tokens.filter(({ at }) => at + REMEMBERED > now);
  const digest = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  const earlier = ec2.tokens.find((one) => one.action === action && one.token === token);
  if (earlier === undefined) {
    const made = make();
    ec2.tokens.push({ action, token, digest, made, at: now });
    return made;
  }
  if (earlier.digest === digest) return earlier.made;
  throw new AwsError(
    'IdempotentParameterMismatch',
    'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
  );
}
