import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { findParameterVersion } from '../parameter-versions.ts';

const PREFIX = 'resolve:ssm:';

/** Whether an ImageId stands for an SSM parameter that holds the id: `resolve:ssm:/name`, `…:version`, `…:label`. */
export function isAlias(imageId: string): boolean {
  return imageId.startsWith(PREFIX);
}

/**
 * The image that an ImageId stands for now: itself, or what its parameter says, which is looked up at each launch [UG].
 *
 * @throws AwsError InvalidParameterValue [R: the texts] where the parameter does not exist or holds no image id
 */
export function resolveImageId(region: Region, imageId: string): string {
  if (!isAlias(imageId)) return imageId;
  const value = valueOf(region, imageId);
  if (/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/.test(value)) return value;
  throw new AwsError(
    'InvalidParameterValue',
    `The SSM parameter '${imageId.slice(PREFIX.length)}' does not hold an AMI ID: '${value}'`,
  );
}

function valueOf(region: Region, imageId: string): string {
  const name = imageId.slice(PREFIX.length);
  try {
    const { type, value } = findParameterVersion(region, name);
    if (type === 'String') return value;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
  throw new AwsError(
    'InvalidParameterValue',
    `Could not find the SSM parameter '${name}' of the type String`,
  );
}
