import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import type { Instance, Tags } from './state.ts';

/** Something that has tags. */
export interface Tagged {
  readonly id: string;
  /** As the filter `resource-type` names it. */
  readonly type: string;
  /** What the tags are kept in. */
  readonly holder: { tags: Tags };
}

/** Everything of the region's own account that has tags. */
export function allTagged(region: Region): Tagged[] {
  const { instances, images, snapshots, keyPairs, securityGroups, templates } = region.state.ec2;
  const ownImages = images.filter(({ ownerId }) => ownerId === region.accountId);
  return [
    ...instances.map((holder) => ({ id: holder.instanceId, type: 'instance', holder })),
    ...instances.map(({ volume }) => ({ id: volume.volumeId, type: 'volume', holder: volume })),
    ...instances.map(interfaceOf),
    ...ownImages.map((holder) => ({ id: holder.imageId, type: 'image', holder })),
    ...snapshots.map((holder) => ({ id: holder.snapshotId, type: 'snapshot', holder })),
    ...keyPairs.map((holder) => ({ id: holder.id, type: 'key-pair', holder })),
    ...securityGroups.map((holder) => ({ id: holder.id, type: 'security-group', holder })),
    ...templates.map((holder) => ({ id: holder.id, type: 'launch-template', holder })),
  ];
}

function interfaceOf(instance: Instance): Tagged {
  return { id: instance.networkInterfaceId, type: 'network-interface', holder: interfaceTags(instance) };
}

/** The tags of an instance's network interface, as something that can be written to. */
function interfaceTags(instance: Instance): { tags: Tags } {
  return {
    get tags() {
      return instance.settings?.interfaceTags ?? {};
    },
    set tags(tags) {
      instance.settings = { ...instance.settings, interfaceTags: tags };
    },
  };
}

/** All of them or none. @throws AwsError Invalid….NotFound, InvalidID */
export function findTagged(region: Region, ids: readonly string[]): Tagged[] {
  const known = new Map(allTagged(region).map((one) => [one.id, one]));
  return ids.map((id) => known.get(id) ?? noSuchThing(id));
}

const NOT_FOUND: Readonly<Record<string, readonly [string, string]>> = {
  ami: ['InvalidAMIID.NotFound', 'image ID'],
  eni: ['InvalidNetworkInterfaceID.NotFound', 'networkInterface ID'],
  i: ['InvalidInstanceID.NotFound', 'instance ID'],
  key: ['InvalidKeyPair.NotFound', 'key pair ID'],
  lt: ['InvalidLaunchTemplateId.NotFound', 'launch template ID'],
  sg: ['InvalidGroup.NotFound', 'security group ID'],
  snap: ['InvalidSnapshot.NotFound', 'snapshot ID'],
  vol: ['InvalidVolume.NotFound', 'volume ID'],
};

function noSuchThing(id: string): never {
  const known = NOT_FOUND[id.split('-')[0] ?? ''];
  if (known === undefined) throw new AwsError('InvalidID', `The ID '${id}' is not valid`);
  const [code, kind] = known;
  throw new AwsError(code, `The ${kind} '${id}' does not exist`);
}
