import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { run } from '../../command.ts';
import { processesIn } from '../../network/ip.ts';
import {
  childOf,
  commandLines,
  ended,
  isInit,
  isRunning,
  type Process,
  processOf,
  signal,
} from '../../process.ts';
import { isHostOfSystemd, makeGroups } from './cgroup.ts';

/** A container that runs: systemd-nspawn, and the container's own PID 1. */
export interface Container {
  readonly nspawn: Process;
  readonly leader: Process;
}

export interface ContainerSpec {
  readonly instanceId: string;
  /** The folder that becomes its `/`. */
  readonly root: string;
  readonly namespace: string;
  /** Such as `br-77/i-0123`. */
  readonly cgroup: string;
  /** The file that its console is appended to. */
  readonly console: string;
}

/** Enters the control groups named first, then becomes the command after `--`. */
const ENTER = 'while [ "$1" != -- ]; do echo $$ >"$1/cgroup.procs"; shift; done; shift; exec "$@"';

/** A container whose PID 1 does not run after so many milliseconds never gets one. */
const STARTING = 20_000;

/**
 * Boots a container, in a session of its own, so that it outlives this process. Resolves when its PID 1 runs.
 *
 * @throws Error with the last line of its console, when it does not come to that
 */
export async function startContainer(spec: ContainerSpec): Promise<Container> {
  const groups = await makeGroups(spec.cgroup);
  const output = openSync(spec.console, 'a', 0o600);
  const child = spawn('sh', ['-c', ENTER, 'sh', ...groups, '--', ...nspawn(spec)], {
    detached: true,
    stdio: ['ignore', output, output],
    env: { PATH: process.env['PATH'] },
  });
  closeSync(output);
  child.unref();
  const own = child.pid === undefined ? undefined : processOf(child.pid);
  if (own === undefined) throw new Error(`systemd-nspawn does not start for ${spec.instanceId}`);
  return { nspawn: own, leader: await leaderOf(own, spec) };
}

function nspawn(spec: ContainerSpec): string[] {
  return [
    'systemd-nspawn',
    '--quiet',
    '--boot',
    '--register=no',
    ...(isHostOfSystemd() ? [] : ['--keep-unit']),
    `--machine=${spec.instanceId}`,
    `--directory=${spec.root}`,
    `--network-namespace-path=/run/netns/${spec.namespace}`,
    '--console=read-only',
    '--resolv-conf=off',
    '--link-journal=no',
  ];
}

async function leaderOf(own: Process, spec: ContainerSpec): Promise<Process> {
  const deadline = performance.now() + STARTING;
  while (isRunning(own) && performance.now() < deadline) {
    const leader = initOf(own);
    if (leader !== undefined) return leader;
    await delay(10);
  }
  signal(own, 'SIGKILL');
  throw new Error(`systemd-nspawn does not boot ${spec.instanceId}; see ${spec.console}`);
}

/** The container that runs on `root` since before this process, or undefined. */
export function findContainer(root: string): Container | undefined {
  const found = commandLines().find(({ argv }) => argv.includes(`--directory=${root}`));
  const own = found === undefined ? undefined : processOf(found.pid);
  const leader = own === undefined ? undefined : initOf(own);
  return own === undefined || leader === undefined ? undefined : { nspawn: own, leader };
}

/** The PID 1 that systemd-nspawn runs; on the way to it, other children come and go. */
function initOf(own: Process): Process | undefined {
  const pid = childOf(own.pid);
  return pid !== undefined && isInit(pid) ? processOf(pid) : undefined;
}

/** SIGRTMIN+3 asks systemd for an orderly power-off (systemd(1)). */
const POWER_BUTTON = 37;

/** How often the button is pressed, in milliseconds: a systemd that has only begun to boot does not feel it. */
const PRESS = 500;

/** An orderly power-off, as by a power button. Resolves when it is off, or `patience` ms have passed. */
export async function powerOff({ nspawn: own, leader }: Container, patience: number): Promise<void> {
  const deadline = performance.now() + patience;
  do signal(leader, POWER_BUTTON);
  while (!(await ended(own, PRESS)) && performance.now() < deadline);
}

/** Runs a shell script as root in a container. */
export function runInside({ leader }: Container, script: string): Promise<string> {
  const inside = ['--mount', '--uts', '--ipc', '--net', '--pid', '--root', '--wd'];
  return run('nsenter', [`--target=${leader.pid}`, ...inside, '--', 'sh', '-c', script]);
}

/** How long the kernel may take to end what was killed, in milliseconds. */
const KILLING = 20_000;

/**
 * Ends whatever runs on `root` and in `namespace`, at once. systemd-nspawn may be gone already, or hardly begun: killed
 * itself, it leaves its container running.
 */
export async function killContainer(root: string, namespace: string): Promise<void> {
  for (const { pid, argv } of commandLines()) {
    if (argv.includes(`--directory=${root}`)) await killNow(pid);
  }
  for (const pid of await processesIn(namespace).catch(() => [])) await killNow(pid);
}

async function killNow(pid: number): Promise<void> {
  const found = processOf(pid);
  if (found === undefined) return;
  signal(found, 'SIGKILL');
  if (!(await ended(found, KILLING))) throw new Error(`Process ${pid} does not end`);
}

/** Removes what systemd-nspawn leaves of a container in /run. */
export async function sweepRuntime(instanceId: string): Promise<void> {
  await rmdir(join('/run/systemd/nspawn/propagate', instanceId)).catch(() => undefined);
}
