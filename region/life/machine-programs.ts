import { existsSync } from 'node:fs';

import { findContainer } from '../machines/nspawn/container.ts';
import { consoleOf, diskOf } from '../machines/nspawn/machine.ts';
import { networkOf } from '../network.ts';
import { BASES, type Home } from './place.ts';
import { Refusal } from './refusal.ts';

/** A program that root may run to reach an instance. */
export interface MachineProgram {
  readonly kind: 'program';
  readonly argv: readonly [string, ...string[]];
}

/** What shows an instance's console; with `follow` also what comes. @throws Refusal where the instance has no machine here */
export function logsProgram(home: Home, instanceId: string, follow: boolean): MachineProgram {
  checkId(instanceId);
  const path = consoleOf(placeOf(home), instanceId);
  if (!existsSync(path)) throw noMachine(home, instanceId);
  // Named, for the file is cut when it has grown large.
  const how = follow ? ['--lines=+1', '--follow=name', '--quiet'] : ['--bytes=65536'];
  return { kind: 'program', argv: ['tail', ...how, '--', path] };
}

/** What runs a command inside an instance as root: a login shell where no command follows. @throws Refusal where it does not run */
export function enterProgram(home: Home, instanceId: string, shell: boolean): MachineProgram {
  checkId(instanceId);
  const container = findContainer(diskOf(placeOf(home), instanceId).root);
  if (container === undefined) throw noMachine(home, instanceId);
  const inside = ['nsenter', `--target=${container.leader.pid}`, '--all', '--wdns=/root', '--'] as const;
  const clean = ['env', '-i', 'HOME=/root', 'USER=root', `TERM=${process.env['TERM'] ?? 'dumb'}`, PATH];
  return { kind: 'program', argv: [...inside, ...clean, ...(shell ? ['/bin/bash', '--login'] : [])] };
}

const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

function placeOf(home: Home) {
  return { network: networkOf(home.name), folder: home.folder, bases: BASES };
}

/** It becomes part of a path. */
function checkId(instanceId: string): void {
  if (/^i-[0-9a-f]{8,17}$/.test(instanceId)) return;
  throw new Refusal(
    'usage',
    `An instance's id is such as i-0123456789abcdef0, not '${instanceId}'`,
    'bakeroll region status',
  );
}

function noMachine({ name }: Home, instanceId: string): Refusal {
  return new Refusal(
    'target-unknown',
    `No machine of ${instanceId} runs in ${name}`,
    `bakeroll region status ${name}`,
  );
}
