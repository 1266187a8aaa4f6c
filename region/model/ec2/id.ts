import { randomBytes } from 'node:crypto';

import { AwsError } from '../../protocol/aws-error.ts';

/** A new id, as EC2 makes them: `i-0123456789abcdef0`. */
export function newId(prefix: string): string {
  return `${prefix}-0${randomBytes(8).toString('hex')}`;
}

/**
 * @param code AWS's code for ids of this kind, without its ending: `InvalidAMIID`
 * @throws AwsError `….Malformed` where `id` does not have the form of an id
 */
export function checkId(id: string, prefix: string, code: string): void {
  if (new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`).test(id)) return;
  throw new AwsError(`${code}.Malformed`, `Invalid id: "${id}" (expecting "${prefix}-...")`);
}
