import { run } from '../command.ts';
import { gatewayOf, METADATA_ADDRESS, namespaceOf, type Network } from '../network.ts';
import { SSH, SSH_BEHIND } from './ssh.ts';
import { restoreHostSwitches, setHostSwitches } from './host-switches.ts';
import { ip, namespaces, runInside } from './ip.ts';

/**
 * The bridge's hardware address. Left to itself a bridge takes the lowest of what is plugged into it, which is another one when an
 * instance ends: and those that remember the old one do not reach the gateway or the database until they ask anew.
 */
const BRIDGE = '02:00:00:00:00:01';

/**
 * Makes the region's network: a namespace with a bridge that instances are plugged into, and a link to the host by which they
 * reach the world, masqueraded twice. The host has no route to the private addresses, as on AWS.
 *
 * @param keep where the host's own switches are remembered
 */
export async function raiseNetwork(network: Network, keep: string): Promise<void> {
  const name = namespaceOf(network);
  await ip([`netns add ${name}`]);
  await ip(
    [
      'link set lo up',
      `link add bridge address ${BRIDGE} type bridge`,
      `address add ${gatewayOf(network)}/16 dev bridge`,
      `address add ${METADATA_ADDRESS}/32 dev bridge`,
      'link set bridge up',
    ],
    name,
  );
  await ip([
    `link add ${name} type veth peer name uplink netns ${name}`,
    `address add ${linkAddress(network, 1)}/30 dev ${name}`,
    `link set ${name} up`,
  ]);
  await ip(
    [
      `address add ${linkAddress(network, 2)}/30 dev uplink`,
      'link set uplink up',
      `route add default via ${linkAddress(network, 1)}`,
    ],
    name,
  );
  await runInside(name, 'sh', ['-c', 'echo 1 >/proc/sys/net/ipv4/ip_forward']);
  await runInside(name, 'nft', ['-f', '-'], insideRules());
  await run('nft', ['-f', '-'], hostRules(network));
  await setHostSwitches(keep);
}

/** Takes the region's network down, or what there is of it. */
export async function lowerNetwork(network: Network, keep: string): Promise<void> {
  const name = namespaceOf(network);
  const [own] = (await namespaces(name)).filter((namespace) => namespace === name);
  if (own !== undefined) await ip([`netns delete ${own}`]);
  // A namespace lives on while something runs in it, and with it the link: so the link is ended by itself.
  await run('ip', ['link', 'delete', name]).catch(ignoreMissing(/Cannot find device/));
  await run('nft', ['delete', 'table', 'ip', name]).catch(ignoreMissing(/No such file or directory/));
  await restoreHostSwitches(keep);
}

function ignoreMissing(text: RegExp): (error: Error) => void {
  return (error) => {
    if (!text.test(error.message)) throw error;
  };
}

/** The link's two ends: out of the shared address space (RFC 6598), which is nobody's home network. */
function linkAddress({ slot }: Network, end: 1 | 2): string {
  return `100.127.${slot}.${end}`;
}

function insideRules(): string {
  return `table ip nat {
    chain out { type nat hook postrouting priority srcnat; oifname "uplink" masquerade; }
  }`;
}

/** Instances reach the world through the host, and of the host itself nothing but a resolver. */
function hostRules(network: Network): string {
  const name = namespaceOf(network);
  return `table ip ${name} {
    chain to { type nat hook output priority -100; ip daddr ${network.publicPrefix}.0.0/16 tcp dport ${SSH} dnat to :${SSH_BEHIND}; }
    chain out { type nat hook postrouting priority srcnat; ip saddr ${linkAddress(network, 2)} masquerade; }
    chain in {
      type filter hook input priority filter;
      iifname "${name}" meta l4proto { tcp, udp } th dport 53 accept;
      iifname "${name}" ct state new drop;
    }
  }`;
}
