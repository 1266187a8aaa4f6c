import type { Region } from '../../../region.ts';
import { alarmOf, calledBy } from '../../monitoring/alarms.ts';
import type { Alarm } from '../../monitoring/state.ts';
import { sentence } from '../activities.ts';
import { isSuspended } from '../processes.ts';
import { setSizes } from '../sizes.ts';
import type { Group } from '../state.ts';
import type { Policy } from './policy.ts';
import { propose } from './propose.ts';

interface Wish {
  readonly policy: Policy;
  readonly alarm: Alarm;
  readonly capacity: number;
}

/**
 * Does what alarms call for. While AlarmNotification is suspended nobody hears them, so that on resume those in breach act at
 * once [UG]. Of several wishes the one for most capacity holds [UG].
 */
export function reactToAlarms(region: Region, group: Group): void {
  if (group.deleting || isSuspended(group, 'AlarmNotification')) return;
  const wishes = group.policies.flatMap((policy) => wishesOf(region, group, policy));
  const [most] = wishes.toSorted((a, b) => b.capacity - a.capacity);
  if (most === undefined || most.capacity === group.desired) return;
  if (most.capacity < group.desired && !isAgreed(region, group)) return;
  carryOut(region, group, most);
}

function carryOut(region: Region, group: Group, { policy, alarm, capacity }: Wish): void {
  const what =
    `a monitor alarm ${alarm.settings.name} in state ${alarm.state} triggered policy ${policy.name} ` +
    `changing the desired capacity from ${group.desired} to ${capacity}.`;
  scaleBy(region, group, policy, capacity, what);
}

/** Sets the capacity that a policy wants. @param what the sentence of the Cause, without its instant */
export function scaleBy(region: Region, group: Group, policy: Policy, desired: number, what: string): void {
  const { settings } = policy;
  const cooldown = settings.kind === 'SimpleScaling' ? settings.cooldown : undefined;
  setSizes(region, group, { ...group, desired }, sentence(region.clock.now(), what), cooldown);
}

/** What the policy wants of the alarms that have called since it heard them last. */
function wishesOf(region: Region, group: Group, policy: Policy): Wish[] {
  return region.state.monitoring.alarms
    .filter((alarm) => calledBy(alarm).includes(policy.arn))
    .filter((alarm) => isNews(policy, alarm))
    .flatMap((alarm) => {
      policy.heard = { ...policy.heard, [alarm.settings.name]: alarm.calls };
      if (!policy.enabled) return [];
      const { threshold } = alarm.settings;
      const capacity = propose(region, group, policy, { value: alarm.value ?? threshold, threshold });
      return capacity === undefined ? [] : [{ policy, alarm, capacity }];
    });
}

function isNews(policy: Policy, { settings, calls }: Alarm): boolean {
  return policy.heard[settings.name] !== calls;
}

/** Target tracking takes capacity away only when all such policies of the group that may would do it [UG]. */
function isAgreed(region: Region, { policies }: Group): boolean {
  return policies.every(({ settings, enabled }) => {
    if (!enabled || settings.kind !== 'TargetTrackingScaling' || settings.alarms.low === undefined)
      return true;
    return alarmOf(region, settings.alarms.low)?.state === 'ALARM';
  });
}
