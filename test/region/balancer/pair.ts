import type { Test } from 'tap';

import { testGround } from '../ground.ts';
import { clientOf } from './client.ts';
import { startTarget } from './targets.ts';

/** A ground called `name` with two targets, `one` and `two`, and a client of its first load balancer; gone when the test ends. */
export async function startPair(t: Pick<Test, 'teardown'>, name: string) {
  const ground = await testGround(name);
  const { network, balancer } = ground;
  const one = await startTarget(network, 'one', 8001);
  const two = await startTarget(network, 'two', 8002);
  t.teardown(async () => {
    await Promise.all([one.end(), two.end()]);
    await ground.end();
  });
  const address = `${network.publicPrefix}.0.10`;
  return { ground, network, balancer, one, two, address, ...clientOf(address) };
}
