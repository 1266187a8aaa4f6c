import type { Region } from '../../region.ts';
import type { Credentials, Instance } from './state.ts';

/** Makes the credentials that an instance's IMDS gives to its role: they read SSM parameters and do nothing else. */
export function makeCredentials({ random }: Region): Credentials {
  return {
    accessKeyId: `ASIA${random.bytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: random.bytes(30).toString('base64'),
    token: random.bytes(48).toString('base64'),
  };
}

/** Whose access key this is, while the instance lives. */
export function instanceOfKey(region: Region, accessKeyId: string): Instance | undefined {
  const owner = region.state.ec2.instances.find(({ credentials }) => credentials.accessKeyId === accessKeyId);
  return owner?.state === 'terminated' ? undefined : owner;
}
