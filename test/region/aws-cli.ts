import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import type { ModelRegion } from './model-region.ts';

const run = promisify(execFile);

/** Debian's own, whatever else is first on the PATH. */
const AWS_CLI = '/usr/bin/aws';

/**
 * Asks a region by Debian's AWS CLI, which knows nothing of our SDK.
 *
 * @param args such as `['autoscaling', 'describe-auto-scaling-groups']`
 * @returns what it printed, as JSON; `{}` where it printed nothing
 */
export async function awsCli(region: ModelRegion, ...args: string[]): Promise<unknown> {
  const { stdout } = await run(AWS_CLI, ['--endpoint-url', region.endpoint, '--output', 'json', ...args], {
    env: {
      PATH: '/usr/bin:/bin',
      HOME: '/nonexistent',
      AWS_ACCESS_KEY_ID: region.accessKey,
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_DEFAULT_REGION: region.region.name,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_PAGER: '',
      AWS_MAX_ATTEMPTS: '1',
    },
  });
  return stdout.trim() === '' ? {} : JSON.parse(stdout);
}
