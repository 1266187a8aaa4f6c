import type { Region } from '../../region.ts';
import type { Phase } from './state.ts';

/** Where an instance's group takes it, as its metadata service tells it; undefined for one that is in no group [UG]. */
export function targetLifecycleOf(region: Region, instanceId: string): string | undefined {
  const members = region.state.autoscaling.groups.flatMap((group) => group.members);
  const member = members.find((one) => one.instanceId === instanceId);
  return member && TARGETS[member.phase.lifecycle];
}

const TARGETS: Readonly<Record<Phase['lifecycle'], string>> = {
  Pending: 'InService',
  InService: 'InService',
  EnteringStandby: 'Standby',
  Standby: 'Standby',
  Detaching: 'Detached',
  Terminating: 'Terminated',
};
