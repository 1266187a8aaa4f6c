/** The addresses and names of a region, all derived from its slot, so that regions stand side by side. */
export interface Network {
  /** 1 to 254. */
  readonly slot: number;
  /** The API's port on 127.0.0.1. */
  readonly port: number;
  /** `10.<slot>`: the VPC is `10.<slot>.0.0/16`; the gateway (and the API, as instances see it) is `10.<slot>.0.1`. */
  readonly privatePrefix: string;
  /** `127.<slot>`: public addresses are loopback addresses forwarded in. */
  readonly publicPrefix: string;
  /** Which of the regions it is that share these addresses: each has subnets of its own. From 0 on. */
  readonly share: number;
}

/** The slot of the region that one gets without naming one. */
const DEFAULT = { name: 'eu-local-1', slot: 77, port: 4600 };

/**
 * @param name the region's name, such as `eu-local-1`
 * @param port the API's port where the derived one is taken
 */
export function networkOf(name: string, port?: number): Network {
  const slot = name === DEFAULT.name ? DEFAULT.slot : slotOf(name);
  const derived = name === DEFAULT.name ? DEFAULT.port : 4600 + slot;
  return { slot, port: port ?? derived, privatePrefix: `10.${slot}`, publicPrefix: `127.${slot}`, share: 0 };
}

/** 100 to 249, by the name's bytes: clear of the default's and of 127.0. */
function slotOf(name: string): number {
  let hash = 0;
  for (const byte of Buffer.from(name)) hash = (hash * 31 + byte) % 150;
  return 100 + hash;
}

/** The name of the region's network namespace; its link, nft table and cgroup on the host have the same name. */
export function namespaceOf({ slot }: Network): string {
  return `br-${slot}`;
}

/** The name of an instance's network namespace. */
export function instanceNamespaceOf(network: Network, instanceId: string): string {
  return `${namespaceOf(network)}-${instanceId}`;
}

/** Where instances find their gateway and the API. */
export function gatewayOf({ privatePrefix }: Network): string {
  return `${privatePrefix}.0.1`;
}

/** Where instances find their metadata, as on EC2. */
export const METADATA_ADDRESS = '169.254.169.254';
