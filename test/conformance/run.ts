import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { AWS_REGION_ASKED } from './place.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const USAGE = 'usage: npm run conformance -- --account ACCOUNT-ID --region REGION';

/**
 * `npm run conformance -- --account ID --region NAME`: the tests of this folder asked of AWS itself, in a sandbox account whose
 * id one has to say, with the credentials of the environment. They make a load balancer and a group of one t3.nano for some
 * minutes, which costs cents, and remove what they made.
 */
async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { account: { type: 'string' }, region: { type: 'string' } },
  });
  const { account, region } = values;
  if (account === undefined || region === undefined) return refuse(USAGE);
  const found = await accountOfCredentials(region);
  if (found !== account) return refuse(`the credentials of the environment are not of ${account}: ${found}`);
  const tap = join(ROOT, 'node_modules', '.bin', 'tap');
  const files = globSync('test/conformance/*.test.ts', { cwd: ROOT });
  const child = spawn(tap, ['run', '--disable-coverage', '--jobs=1', '--timeout=1800', ...files], {
    cwd: ROOT,
    env: { ...process.env, [AWS_REGION_ASKED]: region },
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

/** The account's id, or why it is not known. */
async function accountOfCredentials(region: string): Promise<string> {
  try {
    const { Account } = await new STSClient({ region }).send(new GetCallerIdentityCommand({}));
    return Account ?? 'AWS names no account';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function refuse(why: string): number {
  process.stderr.write(`${why}\n`);
  return 2;
}

process.exitCode = await main(process.argv.slice(2));
