import { type HaproxyBalancer, haproxyBalancer } from '../balancer/haproxy.ts';
import { type Inside, startInside } from '../inside/inside.ts';
import { type Base, baseIn } from '../machines/nspawn/base.ts';
import { type NspawnMachines, nspawnMachines } from '../machines/nspawn.ts';
import type { Network } from '../network.ts';
import { forward } from '../network/forward.ts';
import { SSH, SSH_BEHIND } from '../network/ssh.ts';
import { ensureNetwork } from './network.ts';
import { BASES, type Home } from './place.ts';

/** What stands under a region's model. */
export interface Ground {
  readonly base: Base;
  readonly inside: Inside;
  readonly machines: NspawnMachines;
  readonly balancer: HaproxyBalancer;
}

/** Makes the ground of a region, out of what a process before this one may have left of it. */
export async function layGround(home: Home, network: Network): Promise<Ground> {
  const base = await baseIn(BASES);
  await ensureNetwork(home, network);
  const inside = startInside(network);
  const machines = await nspawnMachines(
    { network, folder: home.folder, bases: BASES },
    ({ publicAddress, privateAddress }) =>
      publicAddress === undefined
        ? Promise.resolve(() => undefined)
        : forward(inside, { from: publicAddress, to: privateAddress, port: SSH_BEHIND, toPort: SSH }),
  );
  return { base, inside, machines, balancer: await haproxyBalancer(home.folder, network) };
}
