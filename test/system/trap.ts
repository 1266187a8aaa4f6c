import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Test } from 'tap';
import { packageRoot } from '../../world/places.ts';
import { scratch } from '../bake/checkout.ts';

const run = promisify(execFile);

/** Somebody's own AWS settings, all of which lead to a port that counts who comes. */
export interface Trap {
  readonly variables: NodeJS.ProcessEnv;
  /** How many connections were made to it. */
  readonly caught: () => number;
  /** Asks AWS who one is, as a program that obeys the settings does. Rejects, for nobody answers. */
  readonly walkInto: () => Promise<unknown>;
}

const OBEDIENT = `
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
await new STSClient({ maxAttempts: 1 }).send(new GetCallerIdentityCommand({}));
`;

const SERVICES = ['EC2', 'AUTO_SCALING', 'ELASTIC_LOAD_BALANCING_V2', 'SSM', 'STS', 'IAM', 'SSO'];

/** Sets the trap; it goes with the test. */
export async function setTrap(t: Test): Promise<Trap> {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const profile = join(scratch(t), 'aws');
  writeFileSync(
    profile,
    `[profile theirs]\nregion = eu-west-1\nendpoint_url = ${address}\n[theirs]\n${KEYS}`,
  );
  const variables = {
    AWS_PROFILE: 'theirs',
    AWS_CONFIG_FILE: profile,
    AWS_SHARED_CREDENTIALS_FILE: profile,
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    AWS_SESSION_TOKEN: 'of somebody',
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL: address,
    ...Object.fromEntries(SERVICES.map((service) => [`AWS_ENDPOINT_URL_${service}`, address])),
    AWS_EC2_METADATA_SERVICE_ENDPOINT: address,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: address,
  };
  return {
    variables,
    caught: () => connections,
    walkInto: () =>
      run(process.execPath, ['--input-type=module', '--eval', OBEDIENT], {
        cwd: packageRoot(),
        env: { PATH: process.env['PATH'], ...variables },
      }),
  };
}

const KEYS =
  'aws_access_key_id = AKIAI44QH8DHBEXAMPLE\naws_secret_access_key = je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY\n';
