import type { Filter } from '@aws-sdk/client-ec2';
import type { Clients } from './clients.ts';
import { RUN_TAG } from './run-tag.ts';

/** Something of a bake's that is still there. */
export interface Leftover {
  readonly kind: 'instance' | 'volume' | 'security group' | 'key';
  readonly id: string;
  /** The bake that made it. */
  readonly run: string;
}

/** Everything with a run's tag that still exists; builders first, for the rest hangs on them. */
export async function leftovers(clients: Clients): Promise<Leftover[]> {
  const mine: Filter[] = [{ Name: 'tag-key', Values: [RUN_TAG] }];
  const instances = (await instanceStates(clients, mine)).filter(({ state }) => state !== 'terminated');
  return [
    ...instances.map(({ id, run }) => ({ kind: 'instance' as const, id, run })),
    ...(await otherLeftovers(clients, mine)),
  ];
}

/** Asks for its end. What is gone already is no error. */
export async function removeLeftover(clients: Clients, { kind, id }: Leftover): Promise<void> {
  const ec2 = await import('@aws-sdk/client-ec2');
  const client = await clients.ec2();
  try {
    switch (kind) {
      case 'instance':
        await client.send(new ec2.TerminateInstancesCommand({ InstanceIds: [id] }));
        return;
      case 'volume':
        await client.send(new ec2.DeleteVolumeCommand({ VolumeId: id }));
        return;
      case 'security group':
        await client.send(new ec2.DeleteSecurityGroupCommand({ GroupId: id }));
        return;
      case 'key':
        await client.send(new ec2.DeleteKeyPairCommand({ KeyName: id }));
        return;
    }
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}

/** Whether an instance has ended for good. */
export async function isGone(clients: Clients, instanceId: string): Promise<boolean> {
  const states = await instanceStates(clients, [{ Name: 'instance-id', Values: [instanceId] }]);
  return states.every(({ state }) => state === 'terminated');
}

async function otherLeftovers(clients: Clients, mine: Filter[]): Promise<Leftover[]> {
  const { DescribeKeyPairsCommand, DescribeSecurityGroupsCommand, DescribeVolumesCommand } =
    await import('@aws-sdk/client-ec2');
  const client = await clients.ec2();
  const { Volumes = [] } = await client.send(new DescribeVolumesCommand({ Filters: mine }));
  const { SecurityGroups = [] } = await client.send(new DescribeSecurityGroupsCommand({ Filters: mine }));
  const { KeyPairs = [] } = await client.send(new DescribeKeyPairsCommand({ Filters: mine }));
  return [
    ...Volumes.map((volume) => leftover('volume', volume.VolumeId, volume.Tags)),
    ...SecurityGroups.map((group) => leftover('security group', group.GroupId, group.Tags)),
    ...KeyPairs.map((key) => leftover('key', key.KeyName, key.Tags)),
  ];
}

type Tags = readonly { Key?: string | undefined; Value?: string | undefined }[];

function leftover(kind: Leftover['kind'], id: string | undefined, tags: Tags | undefined): Leftover {
  return { kind, id: id ?? '', run: runIn(tags) };
}

function runIn(tags: Tags | undefined): string {
  return tags?.find(({ Key }) => Key === RUN_TAG)?.Value ?? '';
}

async function instanceStates(clients: Clients, filters: Filter[]) {
  const { paginateDescribeInstances } = await import('@aws-sdk/client-ec2');
  const found: { id: string; run: string; state: string }[] = [];
  const pages = paginateDescribeInstances({ client: await clients.ec2() }, { Filters: filters });
  for await (const page of pages)
    for (const instance of page.Reservations?.flatMap(({ Instances = [] }) => Instances) ?? [])
      found.push({
        id: instance.InstanceId ?? '',
        run: runIn(instance.Tags),
        state: instance.State?.Name ?? 'pending',
      });
  return found;
}

/** `InvalidInstanceID.NotFound`, `InvalidVolume.NotFound`, `InvalidGroup.NotFound` … */
function isNotFound(error: unknown): boolean {
  return error instanceof Error && error.name.endsWith('.NotFound');
}
