import type { Counted } from './counted.ts';

/** An image, as far as it decides whether an instance can start from it. */
export interface MachineImage {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  /** EC2's word: `available`, `pending`, `failed`, `disabled` … */
  readonly state: string;
  /** EC2's words: `x86_64`, `arm64`. */
  readonly architecture: string;
  /** EC2's words: `uefi`, `legacy-bios`, `uefi-preferred`; undefined where it names none. */
  readonly bootMode: string | undefined;
  readonly hasEna: boolean;
  /** Whether the account's own setting of allowed images lets it be launched. */
  readonly allowed: boolean;
}

/** Those of the ids that one of the accounts owns, in any state; an id that none of them owns is left out. */
export async function readMachineImages(
  aws: Counted,
  ids: readonly string[],
  owners: readonly string[],
): Promise<MachineImage[]> {
  const answer = await aws.read(async (clients) => {
    const { DescribeImagesCommand } = await import('@aws-sdk/client-ec2');
    const client = await clients.ec2();
    return client.send(
      new DescribeImagesCommand({
        Owners: [...owners],
        // A filter, for an id that does not exist is an error of the whole call (AWS.md 5).
        Filters: [{ Name: 'image-id', Values: [...ids] }],
        IncludeDeprecated: true,
        IncludeDisabled: true,
      }),
    );
  });
  return (answer.Images ?? []).map((image) => ({
    id: image.ImageId ?? '',
    name: image.Name ?? '',
    owner: image.OwnerId ?? '',
    state: image.State ?? 'pending',
    architecture: image.Architecture ?? '',
    bootMode: image.BootMode,
    hasEna: image.EnaSupport ?? false,
    allowed: image.ImageAllowed ?? true,
  }));
}
