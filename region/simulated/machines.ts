import type { Prober, ProbeResult } from '../balancer/balancer.ts';
import type { Clock } from '../clock.ts';
import type { MachineSpec, Machines } from '../machines/machines.ts';
import { seededRandom } from '../random.ts';
import { type Script, WELL } from './behaviour.ts';
import { consoleOf, drawMachine, healthOf, type Machine } from './machine.ts';
import { type Waiting, waiting } from './waiting.ts';

/** Machines that exist by the clock alone, and what checks their health. */
export interface SimulatedMachines extends Machines, Prober {
  /** Has all machines of an image that are launched from now on behave so. */
  script(imageId: string, script: Script): void;
  /** A machine goes off by itself, now. */
  crash(instanceId: string): void;
  /** From now on health checks of this machine find this, whatever its image says; undefined: what its image says again. */
  answer(instanceId: string, result: ProbeResult | undefined): void;
}

/** @param seed what the machines do follows from it, from their ids, and from how often each was started */
export function simulatedMachines(clock: Clock, seed: string): SimulatedMachines {
  const scripts = new Map<string, Script>();
  const launches = new Map<string, number>();
  const machines = new Map<string, Machine>();
  const byAddress = new Map<string, Machine>();
  const boots = new Map<string, Waiting>();
  const crashes = new Map<string, Waiting>();
  const answers = new Map<string, ProbeResult>();
  const layers = new Set<string>();
  const listeners: ((instanceId: string) => void)[] = [];

  function machineOf(spec: MachineSpec): Machine {
    const known = machines.get(spec.instanceId);
    if (known !== undefined) return known;
    const number = launches.get(spec.imageId) ?? 0;
    launches.set(spec.imageId, number + 1);
    const script = scripts.get(spec.imageId) ?? WELL;
    const behaviour = typeof script === 'function' ? script(number) : script;
    const machine = drawMachine(spec, behaviour, seededRandom(`${seed}/${spec.instanceId}`));
    machines.set(spec.instanceId, machine);
    byAddress.set(spec.privateAddress, machine);
    return machine;
  }

  async function start(spec: MachineSpec): Promise<void> {
    const machine = machineOf(spec);
    const { boot } = machine.behaviour;
    const booting = waiting(clock, machine.bootsWithin);
    boots.set(spec.instanceId, booting);
    await booting.over;
    boots.delete(spec.instanceId);
    if (boot.kind === 'fails') throw new Error(boot.why);
    machine.up = clock.now();
    if (machine.crashesAt !== undefined) crashLater(machine, machine.crashesAt);
  }

  function crashLater(machine: Machine, seconds: number): void {
    const { instanceId } = machine.spec;
    const life = waiting(clock, seconds);
    crashes.set(instanceId, life);
    life.over.then(
      () => {
        crash(instanceId);
      },
      () => undefined,
    );
  }

  function crash(instanceId: string): void {
    if (!goOff(instanceId)) return;
    for (const listener of listeners) listener(instanceId);
  }

  /** Says whether it was on. */
  function goOff(instanceId: string): boolean {
    crashes.get(instanceId)?.cancel('it is off');
    const machine = machines.get(instanceId);
    if (machine?.up === undefined) return false;
    machine.up = undefined;
    return true;
  }

  async function stop(instanceId: string): Promise<void> {
    if (machines.get(instanceId)?.up === undefined) return;
    await waiting(clock, machines.get(instanceId)?.goesOffWithin ?? 0).over;
    goOff(instanceId);
  }

  async function end(instanceId: string): Promise<void> {
    boots.get(instanceId)?.cancel('it was ended');
    await stop(instanceId);
    const machine = machines.get(instanceId);
    if (machine === undefined) return;
    machines.delete(instanceId);
    if (byAddress.get(machine.spec.privateAddress) === machine) byAddress.delete(machine.spec.privateAddress);
  }

  async function probe({ address, timeout }: Parameters<Prober['probe']>[0]): Promise<ProbeResult> {
    const machine = byAddress.get(address);
    const said = machine && answers.get(machine.spec.instanceId);
    const result = said ?? (machine ? healthOf(machine, clock.now()) : TIMEOUT);
    if (result.kind === 'timeout') await waiting(clock, timeout / 1000).over;
    return result;
  }

  return {
    ...{ start, stop, end, crash, probe },
    script: (imageId, script) => void scripts.set(imageId, script),
    answer(instanceId, result) {
      if (result === undefined) answers.delete(instanceId);
      else answers.set(instanceId, result);
    },
    // An image made of a machine behaves as that machine's own: its layer has the image's id.
    capture(instanceId, layer) {
      layers.add(layer);
      const machine = machines.get(instanceId);
      if (machine !== undefined) scripts.set(layer, machine.behaviour);
      return Promise.resolve();
    },
    discard(layer) {
      layers.delete(layer);
      return Promise.resolve();
    },
    console: (instanceId) => Promise.resolve(consoleOf(machines.get(instanceId), clock.now())),
    // What a simulated machine does is its behaviour: it has no systemd to be told anything.
    run: () => Promise.resolve(''),
    running: () =>
      [...machines.values()].flatMap(({ up, spec }) => (up === undefined ? [] : [spec.instanceId])),
    onOff: (listener) => void listeners.push(listener),
  };
}

/** Nobody has that address. */
const TIMEOUT: ProbeResult = { kind: 'timeout' };
