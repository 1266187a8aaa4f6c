import { standing } from '../../faults/strike.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';

/** A subnet of the region's one VPC. The region is born with two of them, one in each zone, and gets no others. */
export interface Subnet {
  readonly subnetId: string;
  readonly zone: string;
  readonly zoneId: string;
  readonly cidr: string;
  /** The third number of its first address. */
  readonly block: number;
}

const MASK = 20;
const SIZE = 2 ** (32 - MASK);
/** AWS keeps the first four addresses and the last one of a subnet for itself [UG]. */
const FIRST = 4;
const LAST = SIZE - 2;

/** The region's VPC, whose default security group and subnets are all there is. */
export function vpcId(region: Region): string {
  return `vpc-${fixed(region, 0)}`;
}

export function subnets(region: Region): readonly Subnet[] {
  const { privatePrefix, share } = region.network;
  return [
    { letter: 'a', block: 16 + 32 * share },
    { letter: 'b', block: 32 + 32 * share },
  ].map(({ letter, block }, index) => ({
    subnetId: `subnet-${fixed(region, index + 1)}`,
    zone: `${region.name}${letter}`,
    zoneId: `${region.name}-az${index + 1}`,
    cidr: `${privatePrefix}.${block}.0/${MASK}`,
    block,
  }));
}

/** @throws AwsError InvalidSubnetID.NotFound */
export function findSubnet(region: Region, subnetId: string): Subnet {
  const subnet = subnets(region).find((one) => one.subnetId === subnetId);
  if (subnet !== undefined) return subnet;
  throw new AwsError('InvalidSubnetID.NotFound', `The subnet ID '${subnetId}' does not exist`);
}

/** How many addresses of the subnet are free. */
export function freeAddresses(region: Region, subnet: Subnet): number {
  const broken = standing(region, 'no-addresses', ({ zone }) => zone === undefined || zone === subnet.zone);
  if (broken !== undefined) return 0;
  return LAST - FIRST + 1 - usedAddresses(region, subnet).size;
}

/** The two addresses of an instance. They correspond: `10.<slot>.16.4` is reached from the host as `127.<slot>.16.4`. */
export interface Addresses {
  readonly privateAddress: string;
  readonly publicAddress: string;
}

/**
 * Takes the next free address of the subnet, going round.
 *
 * @throws AwsError InsufficientFreeAddressesInSubnet
 */
export function takeAddress(region: Region, subnet: Subnet): Addresses {
  const { ec2 } = region.state;
  const used = usedAddresses(region, subnet);
  const start = ec2.nextAddress[subnet.subnetId] ?? FIRST;
  for (let step = 0; step <= LAST - FIRST; step += 1) {
    const number = FIRST + ((start - FIRST + step) % (LAST - FIRST + 1));
    const addresses = addressesOf(region, subnet, number);
    if (used.has(addresses.privateAddress)) continue;
    ec2.nextAddress[subnet.subnetId] = number === LAST ? FIRST : number + 1;
    return addresses;
  }
  throw new AwsError(
    'InsufficientFreeAddressesInSubnet',
    `There are not enough free addresses in subnet '${subnet.subnetId}' to satisfy the requested number of instances.`,
  );
}

function usedAddresses(region: Region, subnet: Subnet): Set<string> {
  const living = region.state.ec2.instances.filter(({ state }) => state !== 'terminated');
  const within = living.filter(({ subnetId }) => subnetId === subnet.subnetId);
  return new Set(within.map(({ privateAddress }) => privateAddress));
}

function addressesOf(region: Region, subnet: Subnet, number: number): Addresses {
  const host = `${subnet.block + Math.floor(number / 256)}.${number % 256}`;
  const { privatePrefix, publicPrefix } = region.network;
  return { privateAddress: `${privatePrefix}.${host}`, publicAddress: `${publicPrefix}.${host}` };
}

/** The end of an id that follows from the region alone. */
function fixed({ network }: Region, number: number): string {
  const slot = network.slot.toString(16).padStart(4, '0');
  return `0ba5e${slot}${(number + 16 * network.share).toString(16).padStart(8, '0')}`;
}
