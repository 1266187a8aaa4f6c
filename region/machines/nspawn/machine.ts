import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { instanceNamespaceOf, namespaceOf, type Network } from '../../network.ts';
import { plugIn, unplug } from '../../network/plug.ts';
import { resolvers } from '../../network/resolvers.ts';
import type { MachineSpec } from '../machines.ts';
import { removeGroups } from './cgroup.ts';
import { type Container, killContainer, startContainer, sweepRuntime } from './container.ts';
import { type Disk, diskIn, mountDisk, unmountDisk } from './disk.ts';

/** Where the machines of one region live. */
export interface Place {
  readonly network: Network;
  /** The region's folder: machines and layers lie in it. */
  readonly folder: string;
  /** The folder of this computer's base images. */
  readonly bases: string;
}

/** Boots a machine: its disk, its network, its container. Resolves when its PID 1 runs. */
export async function bootMachine(place: Place, spec: MachineSpec): Promise<Container> {
  const { instanceId } = spec;
  await keepSpec(place, spec);
  const disk = diskOf(place, instanceId);
  await mountDisk(
    disk,
    spec.layers.map((layer) => layerFolder(place, layer)),
  );
  await writeFile(join(disk.root, 'etc/resolv.conf'), await resolvers());
  await plugIn(place.network, instanceId, spec.privateAddress);
  return startContainer({
    instanceId,
    root: disk.root,
    namespace: instanceNamespaceOf(place.network, instanceId),
    cgroup: cgroupOf(place, instanceId),
    console: consoleOf(place, instanceId),
  });
}

/** Ends whatever runs of a machine and takes away all that it has but its folder, or what there is of it. */
export async function releaseMachine(place: Place, instanceId: string): Promise<void> {
  const { root } = diskOf(place, instanceId);
  await killContainer(root, instanceNamespaceOf(place.network, instanceId));
  await sweepRuntime(instanceId);
  await unmountDisk({ root });
  await unplug(place.network, instanceId);
  await removeGroups(cgroupOf(place, instanceId));
}

/** Throws a released machine's folder away, with its disk. */
export async function forgetMachine(place: Place, instanceId: string): Promise<void> {
  await rm(folderOf(place, instanceId), { recursive: true, force: true });
}

/** The ids of the machines that have a folder, whether they run or not. */
export function machinesIn(place: Pick<Place, 'folder'>): Promise<string[]> {
  return readdir(join(place.folder, 'machines')).catch(() => []);
}

/** What a machine was started with, or undefined when it never came so far. */
export async function specOf(place: Place, instanceId: string): Promise<MachineSpec | undefined> {
  const path = join(folderOf(place, instanceId), 'machine.json');
  return existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as MachineSpec) : undefined;
}

/** Renamed into place, so that it is whole or absent; 0600, for user data may hold secrets. */
async function keepSpec(place: Place, spec: MachineSpec): Promise<void> {
  const folder = folderOf(place, spec.instanceId);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'machine.json');
  await writeFile(`${path}.new`, JSON.stringify(spec), { mode: 0o600 });
  await rename(`${path}.new`, path);
}

function folderOf({ folder }: Pick<Place, 'folder'>, instanceId: string): string {
  return join(folder, 'machines', instanceId);
}

export function diskOf(place: Place, instanceId: string): Disk {
  return diskIn(folderOf(place, instanceId));
}

export function consoleOf(place: Place, instanceId: string): string {
  return join(folderOf(place, instanceId), 'console');
}

/** A base image's layer lies where all regions find it; any other one is the region's own. */
export function layerFolder({ folder, bases }: Place, layer: string): string {
  return layer.startsWith('base-') ? join(bases, layer) : join(folder, 'layers', layer);
}

function cgroupOf({ network }: Place, instanceId: string): string {
  return join(namespaceOf(network), instanceId);
}
