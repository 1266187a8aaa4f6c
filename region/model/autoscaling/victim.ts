import type { Region } from '../../region.ts';
import { staying } from './members.ts';
import type { Group, Member } from './state.ts';

/**
 * Whom scale-in ends next: in the fullest zone, the one of the oldest template, then the one closest to its next billing
 * hour [UG, the default policy]. Undefined when all are protected.
 */
export function chooseVictim(region: Region, group: Group): Member | undefined {
  const candidates = staying(group).filter((member) => !member.protected);
  const sizes = Map.groupBy(staying(group), ({ zone }) => zone);
  const sizeOf = ({ zone }: Member) => sizes.get(zone)?.length ?? 0;
  return candidates.toSorted(
    (a, b) =>
      sizeOf(b) - sizeOf(a) ||
      templateAge(group, a) - templateAge(group, b) ||
      untilBillingHour(region, a) - untilBillingHour(region, b),
  )[0];
}

/** Members of another template first, then the lowest version. */
function templateAge(group: Group, { template }: Member): number {
  return template?.id === group.template.id ? Number(template.version) : 0;
}

const HOUR = 3_600_000;

function untilBillingHour(region: Region, member: Member): number {
  return HOUR - ((region.clock.now() - member.launched) % HOUR);
}
