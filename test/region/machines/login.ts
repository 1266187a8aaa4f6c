import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { until } from '../until.ts';

const run = promisify(execFile);

/** A key pair of ours, as its owner has it. */
export interface TestKey {
  readonly publicKey: string;
  /** Runs a command on the machine at `address`; what it writes to stdout. Rejects when it fails, or nobody is let in. */
  run(address: string, command: string, user?: string): Promise<string>;
  /** The same, as soon as the machine lets in. */
  runOnceUp(address: string, command: string): Promise<string>;
  remove(): void;
}

export async function makeKey(): Promise<TestKey> {
  const folder = mkdtempSync(join(tmpdir(), 'bakeroll-key-'));
  const file = join(folder, 'key');
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
  const options = [
    ...['BatchMode=yes', 'IdentitiesOnly=yes', 'ConnectTimeout=5', 'LogLevel=ERROR'],
    ...['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null'],
  ].flatMap((option) => ['-o', option]);

  async function login(address: string, command: string, user = 'admin'): Promise<string> {
    const { stdout } = await run('ssh', [...options, '-i', file, `${user}@${address}`, command]);
    return stdout.trim();
  }

  return {
    publicKey: readFileSync(`${file}.pub`, 'utf8').trim(),
    run: login,
    runOnceUp: async (address, command) => {
      await until(() => login(address, 'true').catch(() => undefined));
      return login(address, command);
    },
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
