import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';

/** What stands on the machine of the kinds that a region, a database or a bake puts up, each named as people would look for it. */
export type Standing = ReadonlySet<string>;

/** Of what regions keep on this machine, the base images alone outlive them. */
const REGIONS = '/var/lib/bakeroll';

/** What came since `before`. */
export function leftovers(before: Standing, after: Standing): readonly string[] {
  return [...after].filter((thing) => !before.has(thing)).toSorted();
}

/** What stands now. Needs root, or `sudo -n`, for nftables. */
export function standing(): Standing {
  return new Set([
    ...named('mount', mounts()),
    ...named('network namespace', entries('/run/netns')),
    ...named('nft table', nftTables()),
    ...named('link', entries('/sys/class/net')),
    ...named('address', addresses()),
    ...named('forwarding switch', [`ip_forward=${forwarding()}`]),
    ...named('control group', controlGroups()),
    ...named('process', processes()),
    ...named('region', entries(join(REGIONS, 'region'))),
    ...named(
      'remembered',
      entries(REGIONS).filter((name) => !['base', 'region'].includes(name)),
    ),
  ]);
}

function named(kind: string, names: readonly string[]): readonly string[] {
  return names.map((name) => `${kind} ${name}`);
}

function mounts(): readonly string[] {
  const lines = readFileSync('/proc/self/mountinfo', 'utf8').trim().split('\n');
  return lines.map((line) => line.split(' ')[4] ?? line);
}

function nftTables(): readonly string[] {
  const isRoot = process.getuid?.() === 0;
  const args = ['nft', 'list', 'tables'];
  const text = execFileSync(isRoot ? 'env' : 'sudo', isRoot ? args : ['-n', ...args], { encoding: 'utf8' });
  return text.split('\n').filter(Boolean);
}

function addresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((of) => (of ?? []).map(({ address }) => address));
}

function forwarding(): string {
  return readFileSync('/proc/sys/net/ipv4/ip_forward', 'utf8').trim();
}

/** Those in the root of each hierarchy, of version 1 or 2. */
function controlGroups(): readonly string[] {
  return entries('/sys/fs/cgroup').flatMap((name) => [
    name,
    ...entries(`/sys/fs/cgroup/${name}`).map((of) => `${name}/${of}`),
  ]);
}

/** Programs that the tests start and must end; a container's first process is a systemd. */
const PROGRAMS = new Set([
  'haproxy',
  'systemd-nspawn',
  'systemd',
  'postgres',
  'packer',
  'ansible-playboo',
  'sshd',
]);

function processes(): readonly string[] {
  return entries('/proc').flatMap((pid) => {
    const stat = /^\d+$/.test(pid) ? statOf(pid) : undefined;
    return stat && PROGRAMS.has(stat.program) ? [`${stat.program} (${pid}, started at ${stat.started})`] : [];
  });
}

function statOf(pid: string): { readonly program: string; readonly started: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const nameEnd = stat.lastIndexOf(')');
    // Field 22 of proc(5), counted from the third: a process id alone may be another process's by now.
    const started = stat.slice(nameEnd + 2).split(' ')[19] ?? '';
    return { program: stat.slice(stat.indexOf('(') + 1, nameEnd), started };
  } catch {
    // It ended since the folder was read.
    return undefined;
  }
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
