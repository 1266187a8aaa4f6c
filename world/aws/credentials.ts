import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, UNTOUCHED } from '../failure.ts';
import { stateFolder } from '../places.ts';
import type { Place } from './place.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What `bakeroll region up` keeps of a local region, in `regions/<name>.json` of the state folder. */
interface RegionRecord extends Credentials {
  readonly endpoint: string;
}

/**
 * The key of the local region at the place's endpoint.
 *
 * @throws Failure `region-unreachable` when no local region with that endpoint was started here
 */
export async function credentialsFor(place: Place): Promise<Credentials> {
  const folder = join(stateFolder(), 'regions');
  for (const name of await readdir(folder).catch(() => [])) {
    const record = JSON.parse(await readFile(join(folder, name), 'utf8')) as RegionRecord;
    if (record.endpoint === place.endpoint) return record;
  }
  throw new Failure({
    code: 'region-unreachable',
    what: `No local region answers at ${place.endpoint ?? 'AWS'}: none was started by this user.`,
    state: UNTOUCHED,
    next: `bakeroll region up ${place.region}`,
  });
}

/**
 * The `AWS_*` variables for a child such as Packer. With an endpoint, every service's address is set, because Packer's
 * newer plugin forgets `custom_endpoint_ec2` in some of its clients (AWS.md 4.1).
 * Without one, the caller's own credential variables are passed on, and nothing that changes how often Packer tries
 * (`AWS_MAX_ATTEMPTS` shortens its wait for an image, AWS.md 4.3).
 */
export async function childVariables(place: Place): Promise<Record<string, string>> {
  if (place.endpoint === undefined) return { ...passedOn(), AWS_REGION: place.region };
  const { accessKeyId, secretAccessKey } = await credentialsFor(place);
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: place.region,
    AWS_ENDPOINT_URL: place.endpoint,
    AWS_ENDPOINT_URL_EC2: place.endpoint,
    AWS_ENDPOINT_URL_IAM: place.endpoint,
    AWS_ENDPOINT_URL_STS: place.endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}

const PASSED_ON = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_PROFILE',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CA_BUNDLE',
];

function passedOn(): Record<string, string> {
  return Object.fromEntries(
    PASSED_ON.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
