import type { Counted } from './counted.ts';

/** What an instance type asks of an image. */
export interface TypeSeen {
  readonly name: string;
  /** EC2's words: `x86_64`, `arm64` … */
  readonly architectures: readonly string[];
  /** EC2's words: `legacy-bios`, `uefi`. */
  readonly bootModes: readonly string[];
  /** Whether it starts no image that has no driver for its network. */
  readonly needsEna: boolean;
}

/** @throws Refused InvalidInstanceType, for one that the region does not have */
export async function readTypes(aws: Counted, names: readonly string[]): Promise<TypeSeen[]> {
  const types: TypeSeen[] = [];
  for (let from = 0; from < names.length; from += 100) {
    const answer = await aws.read(async (clients) => {
      const { DescribeInstanceTypesCommand } = await import('@aws-sdk/client-ec2');
      const asked = names.slice(from, from + 100) as never[];
      return (await clients.ec2()).send(new DescribeInstanceTypesCommand({ InstanceTypes: asked }));
    });
    for (const type of answer.InstanceTypes ?? []) {
      types.push({
        name: type.InstanceType ?? '',
        architectures: type.ProcessorInfo?.SupportedArchitectures ?? [],
        bootModes: type.SupportedBootModes ?? [],
        needsEna: type.NetworkInfo?.EnaSupport === 'required',
      });
    }
  }
  return types;
}
