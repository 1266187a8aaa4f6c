import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';

/** An id as IAM makes them: `AROA…` of a role, `AIPA…` of an instance profile. */
export function newIamId({ random }: Region, prefix: 'AROA' | 'AIPA'): string {
  return `${prefix}${random.bytes(9).toString('hex').toUpperCase().slice(0, 17)}`;
}

/** @throws AwsError ValidationError for what does not begin and end with `/` */
export function checkPath(path: string): void {
  if (/^\/(\S+\/)?$/.test(path)) return;
  throw new AwsError(
    'ValidationError',
    'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
  );
}

/** @param longest 64 for a role, 128 for what else has a name [M]. @throws AwsError ValidationError */
export function checkName(member: string, name: string, longest: number): void {
  if (name.length <= longest && /^[\w+=,.@-]+$/.test(name)) return;
  throw new AwsError(
    'ValidationError',
    `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
  );
}
