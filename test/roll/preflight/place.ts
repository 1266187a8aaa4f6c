import type { Test } from 'tap';
import { startSimulatedRegion, type SimulatedRegion } from '../../../region/simulated/region.ts';
import { makeService, type Service, type ServiceOrder } from '../../../region/simulated/service.ts';
import { type Inspection, inspect, preflight } from '../../../roll/preflight.ts';
import type { Wanted } from '../../../roll/preflight/wanted.ts';
import type { Clock } from '../../../world/clock.ts';
import { countedOn, directClients } from '../../simulation/clients.ts';
import { POLICY } from '../run-roll.ts';

/** The account that owns the simulated region's images: Debian's, as the config has it by default. */
export const OWNERS = ['self', '136693071363'];

/** Two instances of a service, which are to be rolled to another image. */
export interface Place {
  readonly sim: SimulatedRegion;
  readonly service: Service;
  readonly old: string;
  readonly image: string;
  inspect(wanted?: Partial<Wanted>): Promise<Inspection>;
  fit(wanted?: Partial<Wanted>): ReturnType<typeof preflight>;
  /** All that is said of that kind, joined. */
  said(kind: 'problem' | 'warning' | 'fine', wanted?: Partial<Wanted>): Promise<string>;
  /** The calls so far that changed something, or could have: a dry run cannot. */
  writes(): string[];
}

export async function place(t: Test, order: Partial<ServiceOrder> = {}): Promise<Place> {
  const sim = startSimulatedRegion({ seed: 'preflight' });
  t.teardown(() => {
    sim.stop();
  });
  const [old, image] = [sim.image('old'), sim.image('new')];
  const service = await makeService(sim.call, { name: 'web', imageId: old, max: 4, desired: 2, ...order });
  await sim.clock.pass(120);
  const clock: Clock = {
    now: () => sim.clock.now(),
    monotonic: () => sim.clock.now(),
    sleep: (duration) => sim.clock.pass(duration / 1000),
  };
  const aws = countedOn(directClients(sim.call));
  const wantedOf = (parts: Partial<Wanted>): Wanted => ({
    ...{ group: 'web', policy: POLICY, asked: undefined, image, owners: OWNERS },
    ...parts,
  });
  const look = (parts: Partial<Wanted> = {}) => inspect(aws, clock, wantedOf(parts));
  return {
    ...{ sim, service, old, image },
    inspect: look,
    fit: (parts = {}) => preflight(aws, clock, wantedOf(parts)),
    said: async (kind, parts) => {
      const { said } = await look(parts);
      const found = said.flatMap(({ findings }) => findings.filter((finding) => finding.kind === kind));
      return found.map(({ text }) => text).join('; ');
    },
    writes: () =>
      sim.events.flatMap((event) =>
        event.type === 'request' && event.write && event.action !== 'RunInstances' ? [event.action] : [],
      ),
  };
}
