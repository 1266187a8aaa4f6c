import { mkdirSync } from 'node:fs';

import { realClock } from '../../region/clock.ts';
import { down } from '../../region/life/down.ts';
import { type Ground, layGround } from '../../region/life/ground.ts';
import { homeOf } from '../../region/life/place.ts';
import { metadataServer } from '../../region/metadata/server.ts';
import { METADATA_ADDRESS, type Network, networkOf } from '../../region/network.ts';

/** What stands under a region's model, without one: for the test of it. */
export interface TestGround extends Ground {
  readonly network: Network;
  readonly folder: string;
  /** Takes everything away again. */
  end(): Promise<void>;
}

/** @param name of a region that nobody else has */
export async function testGround(name: string): Promise<TestGround> {
  const home = homeOf(name);
  const network = networkOf(name);
  mkdirSync(home.folder, { recursive: true, mode: 0o700 });
  const ground = await layGround(home, network);
  const { inside, machines, balancer } = ground;
  const machineAt = (address: string) => machines.at(address);
  const metadata = metadataServer({
    clock: realClock,
    machineAt,
    credentialsOf: () => undefined,
    targetLifecycleOf: () => undefined,
  });
  await inside.accept(METADATA_ADDRESS, 80, metadata);
  return {
    ...ground,
    network,
    folder: home.folder,
    end: async () => {
      machines.leave();
      balancer.leave();
      await inside.stop();
      await down(name);
    },
  };
}
