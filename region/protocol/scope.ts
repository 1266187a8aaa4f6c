import type { Region } from '../region.ts';
import { AwsError } from './aws-error.ts';
import type { Call } from './call.ts';

/** Where AWS signs for what is in no region. */
const GLOBAL = 'us-east-1';

/**
 * The region that a call is for: its signature's scope names it. IAM and STS have their global place too, and there is no
 * other region for them than the home's.
 *
 * @param home of the endpoint. @throws AwsError where the scope names none of the endpoint's regions
 */
export function regionFor(home: Region, { api, scope }: Call, accountId: string): Region {
  const { realm } = home;
  const name = scope ?? home.name;
  if (realm.names.includes(name)) return realm.regionOf(accountId, name);
  const isGlobal = api.service === 'iam' || api.service === 'sts';
  if (isGlobal && name === GLOBAL) return realm.regionOf(accountId, home.name);
  const text = `Credential should be scoped to a valid region, not '${name}'.`;
  switch (api.dialect) {
    case 'ec2':
      throw new AwsError('AuthFailure', text, 403);
    case 'query':
      throw new AwsError('SignatureDoesNotMatch', text, 403);
    case 'json':
      throw new AwsError('InvalidSignatureException', text, 403);
  }
}
