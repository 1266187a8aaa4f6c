import { readFile } from 'node:fs/promises';

/** Where the host's resolv.conf points to itself, systemd-resolved keeps the real one here. */
const BEHIND_STUB = '/run/systemd/resolve/resolv.conf';

/** The resolv.conf for instances: the host's, without the resolvers that answer on its loopback alone. */
export async function resolvers(): Promise<string> {
  const own = reachable(await readFile('/etc/resolv.conf', 'utf8').catch(() => ''));
  if (own.includes('nameserver')) return own;
  return reachable(await readFile(BEHIND_STUB, 'utf8').catch(() => ''));
}

function reachable(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\s*nameserver\s+(127\.|::1)/.test(line))
    .join('\n');
}
