import { rm, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { isRunning } from '../process.ts';
import type { Machines, MachineSpec } from './machines.ts';
import { readConsole, trimConsole } from './nspawn/console.ts';
import { type Container, findContainer, powerOff, runInside } from './nspawn/container.ts';
import { captureDisk } from './nspawn/disk.ts';
import {
  bootMachine,
  consoleOf,
  diskOf,
  forgetMachine,
  layerFolder,
  machinesIn,
  type Place,
  releaseMachine,
  specOf,
} from './nspawn/machine.ts';
import { inTurn } from './nspawn/turns.ts';

export interface NspawnMachines extends Machines {
  /** The machine that runs at a private address. */
  at(privateAddress: string): MachineSpec | undefined;
  /** Looks after the machines no longer; they run on. */
  leave(): void;
}

/** Opens a machine's public address to the world, and gives what closes it. */
export type Publish = (spec: MachineSpec) => Promise<() => void>;

/** A container that runs, with what looks after it. */
interface Running {
  readonly spec: MachineSpec;
  readonly container: Container;
  readonly unpublish: () => void;
}

/** How long an orderly power-off may take before it becomes a hard one, in milliseconds. */
const POWER_OFF = 90_000;

/** How often the machines are looked at, in milliseconds: whether they run, and how large their consoles are. */
const WATCH = 100;
const TRIM = 30_000;

/**
 * Machines that are systemd-nspawn containers, with those that a process before this one left running.
 *
 * @param publish called for each machine that starts to run
 */
export async function nspawnMachines(place: Place, publish: Publish): Promise<NspawnMachines> {
  await mkdir(join(place.folder, 'layers'), { recursive: true, mode: 0o700 });
  const machines = new Nspawn(place, publish);
  await machines.takeOver();
  return machines;
}

class Nspawn implements NspawnMachines {
  readonly #place: Place;
  readonly #publish: Publish;
  readonly #running = new Map<string, Running>();
  readonly #listeners: ((instanceId: string) => void)[] = [];
  /** What is done to one machine is done in turn. */
  readonly #alone = inTurn();
  readonly #timers: readonly NodeJS.Timeout[];
  #specs: readonly MachineSpec[] = [];

  constructor(place: Place, publish: Publish) {
    this.#place = place;
    this.#publish = publish;
    const watch = () => {
      this.#watch();
    };
    const trim = () => {
      this.#trim();
    };
    this.#timers = [setInterval(watch, WATCH), setInterval(trim, TRIM)];
  }

  /** Goes on with the machines that run; clears up after those that ended while nobody looked. */
  async takeOver(): Promise<void> {
    for (const id of await machinesIn(this.#place)) {
      const spec = await specOf(this.#place, id);
      const container = findContainer(diskOf(this.#place, id).root);
      if (spec === undefined || container === undefined) await releaseMachine(this.#place, id);
      else await this.#mind(spec, container);
    }
  }

  start(spec: MachineSpec): Promise<void> {
    return this.#alone(spec.instanceId, async () => {
      if (this.#running.has(spec.instanceId)) return;
      try {
        // It asks for its metadata as soon as it boots.
        this.#specs = [...this.#specs, spec];
        await this.#mind(spec, await bootMachine(this.#place, spec));
      } catch (error) {
        await this.#release(spec.instanceId);
        throw error;
      }
    });
  }

  stop(id: string): Promise<void> {
    return this.#alone(id, async () => {
      const machine = this.#running.get(id);
      if (machine !== undefined) await powerOff(machine.container, POWER_OFF);
      await this.#release(id);
    });
  }

  end(id: string): Promise<void> {
    return this.#alone(id, async () => {
      await this.#release(id);
      await forgetMachine(this.#place, id);
    });
  }

  capture(id: string, layer: string): Promise<void> {
    return this.#alone(id, () => captureDisk(diskOf(this.#place, id), layerFolder(this.#place, layer)));
  }

  async discard(layer: string): Promise<void> {
    await rm(layerFolder(this.#place, layer), { recursive: true, force: true });
  }

  run(id: string, script: string): Promise<string> {
    const machine = this.#running.get(id);
    if (machine === undefined) return Promise.reject(new Error(`${id} does not run`));
    return runInside(machine.container, script);
  }

  console(id: string): Promise<string> {
    return readConsole(consoleOf(this.#place, id));
  }

  running(): string[] {
    return [...this.#running.keys()];
  }

  onOff(listener: (instanceId: string) => void): void {
    this.#listeners.push(listener);
  }

  at(privateAddress: string): MachineSpec | undefined {
    return this.#specs.find((spec) => spec.privateAddress === privateAddress);
  }

  leave(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const { unpublish } of this.#running.values()) unpublish();
  }

  async #mind(spec: MachineSpec, container: Container): Promise<void> {
    this.#specs = [...this.#specs.filter(({ instanceId }) => instanceId !== spec.instanceId), spec];
    this.#running.set(spec.instanceId, { spec, container, unpublish: await this.#publish(spec) });
  }

  async #release(id: string): Promise<void> {
    const machine = this.#running.get(id);
    this.#running.delete(id);
    machine?.unpublish();
    await releaseMachine(this.#place, id);
    this.#specs = this.#specs.filter(({ instanceId }) => instanceId !== id);
  }

  #watch(): void {
    for (const [id, { container }] of this.#running)
      if (!isRunning(container.nspawn)) void this.#alone(id, () => this.#wentOff(id));
  }

  async #wentOff(id: string): Promise<void> {
    // Whoever had the turn before may have ended it, on purpose.
    if (!this.#running.has(id)) return;
    await this.#release(id);
    for (const listener of this.#listeners) listener(id);
  }

  #trim(): void {
    for (const id of this.#running.keys()) void trimConsole(consoleOf(this.#place, id));
  }
}
