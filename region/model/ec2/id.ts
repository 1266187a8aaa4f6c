import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';

/** A new id, as EC2 makes them: `i-0123456789abcdef0`. */
export function newId({ random }: Pick<Region, 'random'>, prefix: string): string {
  return `${prefix}-0${random.bytes(8).toString('hex')}`;
}

/**
 * @param code AWS's code for ids of this kind, without its ending: `InvalidAMIID`
 * @throws AwsError `….Malformed` where `id` does not have the form of an id
 */
export function checkId(id: string, prefix: string, code: string): void {
  if (new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`).test(id)) return;
  throw new AwsError(`${code}.Malformed`, `Invalid id: "${id}" (expecting "${prefix}-...")`);
}
