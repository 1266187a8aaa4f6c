import type { Balancer, Probe, Prober, ProbeResult, Routes } from '../../region/balancer/balancer.ts';
import { type Figures, NOTHING_CARRIED } from '../../region/balancer/figures.ts';
import type { MachineSpec, Machines } from '../../region/machines/machines.ts';

/** Machines that boot, stop and end at once, and do what a test tells them. */
export interface InstantMachines extends Machines {
  /** The machines that run, by instance id. */
  readonly up: ReadonlyMap<string, MachineSpec>;
  readonly layers: ReadonlySet<string>;
  /** From now on no machine starts; undefined: they start again. */
  refuse(why: string | undefined): void;
  /** From now on machines stay at booting for ever. */
  hang(): void;
  /** What was run in machines, each with the machine's id. */
  readonly scripts: readonly { readonly instanceId: string; readonly script: string }[];
  /** A machine goes off by itself. */
  crash(instanceId: string): void;
}

export function instantMachines(): InstantMachines {
  const up = new Map<string, MachineSpec>();
  const layers = new Set<string>();
  const listeners: ((instanceId: string) => void)[] = [];
  const scripts: { instanceId: string; script: string }[] = [];
  let refusal: string | undefined;
  let hanging = false;
  return {
    up,
    layers,
    scripts,
    run(instanceId, script) {
      scripts.push({ instanceId, script });
      return Promise.resolve('');
    },
    refuse(why) {
      refusal = why;
    },
    hang() {
      hanging = true;
    },
    crash(instanceId) {
      if (up.delete(instanceId)) for (const listener of listeners) listener(instanceId);
    },
    start(machine) {
      if (hanging) return Promise.withResolvers<undefined>().promise;
      if (refusal !== undefined) return Promise.reject(new Error(refusal));
      up.set(machine.instanceId, machine);
      return Promise.resolve();
    },
    stop(instanceId) {
      up.delete(instanceId);
      return Promise.resolve();
    },
    end(instanceId) {
      up.delete(instanceId);
      return Promise.resolve();
    },
    capture(_instanceId, layer) {
      layers.add(layer);
      return Promise.resolve();
    },
    discard(layer) {
      layers.delete(layer);
      return Promise.resolve();
    },
    console: (instanceId) => Promise.resolve(`console of ${instanceId}\n`),
    running: () => [...up.keys()],
    onOff(listener) {
      listeners.push(listener);
    },
  };
}

/** Answers health checks as a test says, by private address; 200 where nothing is said. One that answers can be connected to. */
export interface ScriptedProber extends Prober {
  readonly probes: readonly Probe[];
  /** What the target at this address answers from now on; without an address, all of which nothing else is said. */
  answer(result: ProbeResult, address?: string): void;
  /** From now on no check can be made. */
  break(): void;
}

export function scriptedProber(): ScriptedProber {
  const probes: Probe[] = [];
  const byAddress = new Map<string, ProbeResult>();
  let otherwise: ProbeResult = { kind: 'answered', status: 200 };
  let broken = false;
  return {
    probes,
    answer(result, address) {
      if (address === undefined) otherwise = result;
      else byAddress.set(address, result);
    },
    break() {
      broken = true;
    },
    probe(check) {
      probes.push(check);
      if (broken) return Promise.reject(new Error('the prober is gone'));
      const answer = byAddress.get(check.address) ?? otherwise;
      const isMet = check.path === undefined && answer.kind === 'answered';
      return Promise.resolve(isMet ? { kind: 'connected' } : answer);
    },
  };
}

/** Keeps what it was told to route, and carried what a test says. */
export interface RecordedBalancer extends Balancer {
  /** Each whole state that it was told, in order. */
  readonly told: readonly Routes[];
  /** From now on a change is not in force before the function given back is called. */
  hold(): () => void;
  /** The next change fails. */
  fail(): void;
  /** The next who asks for figures is given these. */
  carry(figures: Figures): void;
  /** From now on it does not say what it carried. */
  mute(): void;
}

export function recordedBalancer(): RecordedBalancer {
  const told: Routes[] = [];
  let inForce = Promise.resolve();
  let failing = false;
  let carried = NOTHING_CARRIED;
  let isMute = false;
  return {
    told,
    hold() {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      inForce = promise.then(() => undefined);
      return () => {
        resolve(undefined);
      };
    },
    fail() {
      failing = true;
    },
    carry(figures) {
      carried = figures;
    },
    mute() {
      isMute = true;
    },
    figures() {
      if (isMute) return Promise.reject(new Error('the balancer does not answer'));
      const taken = carried;
      carried = NOTHING_CARRIED;
      return Promise.resolve(taken);
    },
    route(routes) {
      told.push(routes);
      if (!failing) return inForce;
      failing = false;
      return Promise.reject(new Error('the balancer is gone'));
    },
  };
}
