import type { AutoScalingGroup, Instance } from '@aws-sdk/client-auto-scaling';
import { type Mixed, mixedSeen } from './mixed.ts';

/** The group in plain values: what the SDK calls it stops here. */
export interface GroupSeen {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  /** Seconds. */
  readonly grace: number;
  /** The version as it is written: a number, `$Latest` or `$Default`; undefined for a group on a launch configuration. */
  readonly template: { readonly id: string; readonly version: string } | undefined;
  /** Where it launches several types of instance from that template. */
  readonly mixed: Mixed | undefined;
  readonly healthCheck: string;
  readonly targetGroups: readonly string[];
  readonly classicBalancers: readonly string[];
  /** What else brings it traffic: the kinds of its sources that are neither target groups nor classic load balancers. */
  readonly otherSources: readonly string[];
  readonly warmPool: boolean;
  /** Whether its instances are to come from capacity reservations before others. */
  readonly reserved: boolean;
  /** Each suspended process with its reason. */
  readonly suspended: ReadonlyMap<string, string>;
  readonly subnets: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly members: readonly MemberSeen[];
}

export interface MemberSeen {
  readonly id: string;
  readonly zone: string;
  /** AWS's word: `Pending`, `InService`, `Terminating:Wait` … */
  readonly lifecycle: string;
  readonly healthy: boolean;
  readonly version: number;
  readonly protected: boolean;
}

export function groupSeen(group: AutoScalingGroup): GroupSeen {
  const mixed = group.MixedInstancesPolicy;
  const template = group.LaunchTemplate ?? mixed?.LaunchTemplate?.LaunchTemplateSpecification;
  return {
    min: group.MinSize ?? 0,
    max: group.MaxSize ?? 0,
    desired: group.DesiredCapacity ?? 0,
    grace: group.HealthCheckGracePeriod ?? 0,
    template: template && { id: template.LaunchTemplateId ?? '', version: template.Version ?? '$Default' },
    mixed: mixed && mixedSeen(mixed),
    healthCheck: group.HealthCheckType ?? 'EC2',
    targetGroups: group.TargetGroupARNs ?? [],
    classicBalancers: group.LoadBalancerNames ?? [],
    otherSources: (group.TrafficSources ?? [])
      .map(({ Type }) => Type ?? 'elbv2')
      .filter((kind) => kind !== 'elbv2' && kind !== 'elb'),
    warmPool: group.WarmPoolConfiguration !== undefined,
    reserved: isReserved(group),
    suspended: new Map(
      (group.SuspendedProcesses ?? []).map(({ ProcessName, SuspensionReason }) => [
        ProcessName ?? '',
        SuspensionReason ?? '',
      ]),
    ),
    subnets: (group.VPCZoneIdentifier ?? '').split(',').filter((subnet) => subnet !== ''),
    tags: Object.fromEntries((group.Tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? ''])),
    members: (group.Instances ?? []).map(memberSeen),
  };
}

function isReserved({ CapacityReservationSpecification: reservations }: AutoScalingGroup): boolean {
  const { CapacityReservationPreference: preference = 'default' } = reservations ?? {};
  return preference.startsWith('capacity-reservations');
}

function memberSeen(instance: Instance): MemberSeen {
  return {
    id: instance.InstanceId ?? '',
    zone: instance.AvailabilityZone ?? '',
    lifecycle: instance.LifecycleState ?? 'Pending',
    healthy: instance.HealthStatus === 'Healthy',
    version: Number(instance.LaunchTemplate?.Version ?? Number.NaN),
    protected: instance.ProtectedFromScaleIn ?? false,
  };
}
