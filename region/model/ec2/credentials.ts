import { randomBytes } from 'node:crypto';

import type { Region } from '../../region.ts';
import type { Credentials, Instance } from './state.ts';

/** Makes the credentials that an instance's IMDS gives to its role: they read SSM parameters and do nothing else. */
export function makeCredentials(): Credentials {
  return {
    accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    token: randomBytes(48).toString('base64'),
  };
}

/** Whose access key this is, while the instance lives. */
export function instanceOfKey(region: Region, accessKeyId: string): Instance | undefined {
  const owner = region.state.ec2.instances.find(({ credentials }) => credentials.accessKeyId === accessKeyId);
  return owner?.state === 'terminated' ? undefined : owner;
}
