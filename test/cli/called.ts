import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';
import { main } from '../../cli/main.ts';

/** What a command line came to. */
export interface Came {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

export const BIN = join(import.meta.dirname, '..', '..', 'bin', 'bakeroll.js');

/** Runs a command line in this process. */
export async function called(...argv: readonly string[]): Promise<Came> {
  const said = { out: '', err: '' };
  const exit = await main(argv, {
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
  });
  return { exit, ...said };
}

/** Runs a program to its end; `env` is added to what this process has. */
export function ran(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Came> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { env: { ...process.env, ...env } }, (error, out, err) => {
      resolve({ exit: error === null ? 0 : (child.exitCode ?? -1), out, err });
    });
  });
}

/** The records that `--json` gave, one a line. */
export function recordsOf({ out }: Came): Record<string, unknown>[] {
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** A config in a folder of its own, which ends with the test; gives its path. */
export async function configOf(t: Test, text: string): Promise<string> {
  const path = join(await folderOf(t), 'bakeroll.yml');
  await writeFile(path, text);
  return path;
}

/** A state folder of the test's own, and no credentials but those that a test sets: whoever runs it may have some. */
export async function ownSurroundings(t: Test): Promise<string> {
  for (const name of Object.keys(process.env).filter((name) => /^(AWS|BAKEROLL)_/.test(name)))
    Reflect.deleteProperty(process.env, name);
  const folder = await folderOf(t);
  Object.assign(process.env, {
    XDG_STATE_HOME: folder,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  return folder;
}

/** Has it that `bakeroll region up` was once answered with that endpoint. */
export async function keepRegion(state: string, endpoint: string, accessKeyId = 'AKIDTEST'): Promise<void> {
  const folder = join(state, 'bakeroll', 'regions');
  await mkdir(folder, { recursive: true });
  const record = { name: 'eu-test-1', endpoint, accessKeyId, secretAccessKey: 'secret' };
  await writeFile(join(folder, 'eu-test-1.json'), JSON.stringify(record));
}

async function folderOf(t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bakeroll-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
