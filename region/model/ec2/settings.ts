import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { findInstances } from './instance.ts';
import type { InstanceSettings } from './state.ts';
import type { TemplateData } from './templates.ts';
import { tagsFor } from './tag-specifications.ts';

/** What launch data says of an instance beside what it is made of; only what differs from EC2's own settings. */
export function settingsOf(data: TemplateData): InstanceSettings {
  const [network] = data.NetworkInterfaces ?? [];
  return {
    ...(data.EbsOptimized === true ? { ebsOptimized: true } : {}),
    ...(data.Monitoring?.Enabled === true ? { monitored: true } : {}),
    ...(data.DisableApiTermination === true ? { terminationProtected: true } : {}),
    ...(data.DisableApiStop === true ? { stopProtected: true } : {}),
    ...(network?.AssociatePublicIpAddress === false ? { privateOnly: true } : {}),
    hopLimit: data.MetadataOptions?.HttpPutResponseHopLimit ?? 1,
    interfaceTags: tagsFor(data.TagSpecifications, 'network-interface'),
  };
}

/**
 * Auto Scaling, and an instance that ends itself, do not ask this [UG].
 *
 * @throws AwsError OperationNotPermitted where one of the instances may not be ended through the API
 */
export function checkTerminable(region: Region, instanceIds: readonly string[]): void {
  const kept = findInstances(region, instanceIds).find(({ settings }) => settings?.terminationProtected);
  if (kept !== undefined) throw notPermitted(kept.instanceId, 'terminated', 'disableApiTermination');
}

/** @throws AwsError OperationNotPermitted where one of them may not be stopped through the API */
export function checkStoppable(region: Region, instanceIds: readonly string[]): void {
  const kept = findInstances(region, instanceIds).find(({ settings }) => settings?.stopProtected);
  if (kept !== undefined) throw notPermitted(kept.instanceId, 'stopped', 'disableApiStop');
}

function notPermitted(instanceId: string, done: string, attribute: string): AwsError {
  return new AwsError(
    'OperationNotPermitted',
    `The instance '${instanceId}' may not be ${done}. Modify its '${attribute}' instance attribute and try again.`,
  );
}
