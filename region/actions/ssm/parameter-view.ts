import type * as sdk from '@aws-sdk/client-ssm';

import type { Parameter } from '../../model/parameters.ts';
import type { Region } from '../../region.ts';

/** A parameter in AWS's words. The value of a SecureString is not readable unless its decryption is asked for. */
export function parameterView(
  region: Region,
  parameter: Parameter,
  decrypt: boolean | undefined,
): sdk.Parameter {
  const hidden = parameter.type === 'SecureString' && decrypt !== true;
  return {
    Name: parameter.name,
    Type: parameter.type,
    Value: hidden ? sealed(parameter) : parameter.value,
    Version: parameter.version,
    LastModifiedDate: new Date(parameter.modified),
    ARN: parameterArn(region, parameter.name),
    DataType: 'text',
  };
}

export function parameterArn({ name: region, accountId }: Region, name: string): string {
  return `arn:aws:ssm:${region}:${accountId}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
}

/** Stands for the cipher text, and holds nothing of the value. */
function sealed({ name, version }: Parameter): string {
  return Buffer.from(`the value of ${name}, version ${version}, encrypted`).toString('base64');
}
