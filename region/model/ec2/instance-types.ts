import { AwsError } from '../../protocol/aws-error.ts';
import type { Architecture } from './state.ts';

/** An instance type, as far as anybody asks: its numbers are AWS's, and bind nothing here. */
export interface InstanceType {
  readonly name: string;
  readonly architecture: Architecture;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly burstable: boolean;
}

export const instanceTypes: readonly InstanceType[] = [
  type('t3.nano', 'x86_64', 2, 512),
  type('t3.micro', 'x86_64', 2, 1024),
  type('t3.small', 'x86_64', 2, 2048),
  type('t3.medium', 'x86_64', 2, 4096),
  type('t3.large', 'x86_64', 2, 8192),
  type('t4g.nano', 'arm64', 2, 512),
  type('t4g.micro', 'arm64', 2, 1024),
  type('t4g.small', 'arm64', 2, 2048),
  type('t4g.medium', 'arm64', 2, 4096),
  type('t4g.large', 'arm64', 2, 8192),
  type('m6i.large', 'x86_64', 2, 8192),
  type('m6i.xlarge', 'x86_64', 4, 16384),
  type('m6g.large', 'arm64', 2, 8192),
  type('m6g.xlarge', 'arm64', 4, 16384),
];

/** @throws AwsError InvalidParameterValue */
export function findInstanceType(name: string): InstanceType {
  const found = instanceTypes.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw new AwsError('InvalidParameterValue', `Invalid value '${name}' for InstanceType.`);
}

function type(name: string, architecture: Architecture, cpus: number, memoryMiB: number): InstanceType {
  return { name, architecture, cpus, memoryMiB, burstable: name.startsWith('t') };
}
