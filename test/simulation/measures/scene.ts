import { exactly, type Script, WELL } from '../../../region/simulated/behaviour.ts';
import type { Call } from '../../../region/simulated/call.ts';
import { startSimulatedRegion, type SimulatedRegion } from '../../../region/simulated/region.ts';
import { makeService, type Service, type ServiceOrder } from '../../../region/simulated/service.ts';
import type { RollFact } from '../../../roll/facts.ts';
import type { Goal } from '../../../roll/goal.ts';
import type { RollOutcome } from '../../../roll/outcome.ts';
import { countedOn, directClients } from '../clients.ts';
import { rollWeb } from '../roll-place.ts';

export interface SceneOrder {
  readonly size: number;
  /** Seconds: from launch to healthy of every machine, between health checks, and of the deregistration delay. */
  readonly boot: number;
  readonly interval: number;
  readonly delay: number;
  readonly group?: ServiceOrder['group'];
}

/** A service that a roll is measured on. */
export interface Scene {
  readonly sim: SimulatedRegion;
  readonly service: Service;
  /** The image that serves. */
  readonly old: string;
  readonly order: SceneOrder;
}

/** A roll that was measured. */
export interface Measured {
  readonly outcome: RollOutcome;
  readonly facts: readonly { readonly at: number; readonly fact: RollFact }[];
  readonly calls: { readonly reads: number; readonly writes: number };
  /** Virtual seconds. */
  readonly seconds: number;
  /** Real seconds of the driver alone, without what the region took. */
  readonly driver: number;
}

/** Machines that all take the same time. */
export function steady(boot: number): Script {
  return {
    ...WELL,
    boot: { kind: 'boots', within: exactly(boot) },
    health: { kind: 'healthy', after: exactly(1) },
  };
}

export async function setScene(order: SceneOrder): Promise<Scene> {
  const { size, boot, interval, delay, group } = order;
  const sim = startSimulatedRegion({ seed: `measure ${size}` });
  const old = sim.image('old', steady(boot));
  const service = await makeService(sim.call, {
    ...{ name: 'web', imageId: old, max: 2 * size, desired: size, interval, delay },
    ...(group === undefined ? {} : { group }),
  });
  await sim.clock.pass(boot + 6 * interval + 120);
  return { sim, service, old, order };
}

/** Rolls it to an image, and measures that. */
export async function measureRoll(scene: Scene, image: string, parts: Partial<Goal> = {}): Promise<Measured> {
  const { sim } = scene;
  const region = { seconds: 0 };
  const aws = countedOn(directClients(timed(sim.call, region)));
  const clock = {
    now: () => sim.clock.now(),
    monotonic: () => sim.clock.now(),
    sleep: (duration: number) => within(region, () => sim.clock.pass(duration / 1000)),
  };
  const began = clock.now();
  const start = performance.now();
  const facts: { at: number; fact: RollFact }[] = [];
  const record = (fact: RollFact) => void facts.push({ at: clock.now(), fact });
  const outcome = await rollWeb({ aws, clock, record }, image, parts);
  const driver = (performance.now() - start) / 1000 - region.seconds;
  return { outcome, facts, calls: aws.calls(), seconds: (clock.now() - began) / 1000, driver };
}

/** The call, with the real time that the region takes for it counted as the region's. */
function timed(call: Call, region: { seconds: number }): Call {
  return (service, action, input) => within(region, () => call(service, action, input));
}

/** Two things that the region does at once are counted once. */
let inside = 0;

async function within<T>(region: { seconds: number }, act: () => Promise<T>): Promise<T> {
  const start = performance.now();
  inside += 1;
  try {
    return await act();
  } finally {
    inside -= 1;
    if (inside === 0) region.seconds += (performance.now() - start) / 1000;
  }
}
