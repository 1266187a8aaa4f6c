import { run } from '../command.ts';
import { gatewayOf, instanceNamespaceOf, namespaceOf, type Network } from '../network.ts';
import { ip, namespaces } from './ip.ts';

/** Makes an instance's network namespace, with its private address, plugged into the region's bridge. */
export async function plugIn(network: Network, instanceId: string, privateAddress: string): Promise<void> {
  const name = instanceNamespaceOf(network, instanceId);
  const cable = cableOf(instanceId);
  await ip([`netns add ${name}`]);
  await ip(
    [`link add ${cable} type veth peer name eth0 netns ${name}`, `link set ${cable} master bridge up`],
    namespaceOf(network),
  );
  await ip(
    [
      'link set lo up',
      `address add ${privateAddress}/16 dev eth0`,
      'link set eth0 up',
      `route add default via ${gatewayOf(network)}`,
    ],
    name,
  );
}

/** Takes an instance's network namespace away, or what there is of it; nothing may run in it any more. */
export async function unplug(network: Network, instanceId: string): Promise<void> {
  const name = instanceNamespaceOf(network, instanceId);
  // The kernel ends the cable with the namespace, but in its own time; a new instance may want the address at once.
  await run('ip', ['-n', namespaceOf(network), 'link', 'delete', cableOf(instanceId)]).catch(() => undefined);
  if ((await namespaces(name)).includes(name)) await ip([`netns delete ${name}`]);
}

/** A link's name has at most 15 bytes: the id's last 14 tell instances apart. */
function cableOf(instanceId: string): string {
  return `v${instanceId.slice(-14)}`;
}
