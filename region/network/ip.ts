import { readdir } from 'node:fs/promises';

import { run } from '../command.ts';

/**
 * Runs several commands of `ip` in one process, in a network namespace or on the host; stops at the first that fails.
 *
 * @throws Error with what `ip` says
 */
export async function ip(lines: readonly string[], namespace?: string): Promise<void> {
  await run('ip', [...(namespace === undefined ? [] : ['-n', namespace]), '-batch', '-'], lines.join('\n'));
}

/** Runs a program in a network namespace. */
export async function runInside(
  namespace: string,
  program: string,
  args: readonly string[],
  input = '',
): Promise<string> {
  return run('ip', ['netns', 'exec', namespace, program, ...args], input);
}

/** The names of the network namespaces that begin with `prefix`. */
export async function namespaces(prefix: string): Promise<string[]> {
  const names = await readdir('/run/netns').catch(() => []);
  return names.filter((name) => name.startsWith(prefix));
}

/** The processes that run in a network namespace. */
export async function processesIn(namespace: string): Promise<number[]> {
  const pids = await run('ip', ['netns', 'pids', namespace]);
  return pids.split('\n').filter(Boolean).map(Number);
}
