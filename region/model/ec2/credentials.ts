import type { Region } from '../../region.ts';
import type { Credentials, Instance } from './state.ts';

/** Milliseconds: so long the credentials of an instance's role last [UG]. */
export const LASTING = 6 * 3_600_000;

/** New ones are there so long before the old ones end: AWS says five minutes at least [UG]. */
const AHEAD = 3_600_000;

/** Makes the credentials that an instance's IMDS gives to its role: they read SSM parameters and do nothing else. */
export function makeCredentials({ random, clock }: Region): Credentials {
  return {
    accessKeyId: `ASIA${random.bytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: random.bytes(30).toString('base64'),
    token: random.bytes(48).toString('base64'),
    expires: clock.now() + LASTING,
  };
}

/** The instance's credentials as its IMDS tells them now. Those that end soon give way to new ones, and are good until they end. */
export function credentialsNow(region: Region, instance: Instance): Credentials {
  const { expires = 0 } = instance.credentials;
  if (expires - AHEAD > region.clock.now()) return instance.credentials;
  instance.formerCredentials = instance.credentials;
  instance.credentials = makeCredentials(region);
  return instance.credentials;
}

/** Whose access key this is, while the instance lives, and what belongs to the key. */
export function ownerOfKey(
  region: Region,
  accessKeyId: string,
): { readonly instance: Instance; readonly credentials: Credentials } | undefined {
  for (const instance of region.state.ec2.instances) {
    const both = [instance.credentials, instance.formerCredentials];
    const credentials = both.find((one) => one?.accessKeyId === accessKeyId);
    if (credentials === undefined) continue;
    return instance.state === 'terminated' ? undefined : { instance, credentials };
  }
  return undefined;
}
