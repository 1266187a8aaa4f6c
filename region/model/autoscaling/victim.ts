import type { Region } from '../../region.ts';
import { staying } from './members.ts';
import type { Group, Member, TerminationPolicy } from './state.ts';

/**
 * Whom scale-in ends next: one in the fullest zone, always, and there the one that the group's termination policies choose,
 * one policy after the other [UG]. Undefined when all are protected. Among equals it is the first, where AWS takes any.
 */
export function chooseVictim(region: Region, group: Group): Member | undefined {
  const candidates = staying(group).filter((member) => !member.protected);
  const sizes = Map.groupBy(staying(group), ({ zone }) => zone);
  const sizeOf = ({ zone }: Member) => sizes.get(zone)?.length ?? 0;
  const ranks = group.terminationPolicies.flatMap((policy) => RANKS[policy]);
  return candidates.toSorted(
    (a, b) =>
      sizeOf(b) - sizeOf(a) ||
      ranks.reduce((order, rank) => order || rank(region, group, a) - rank(region, group, b), 0),
  )[0];
}

/** The lower it is, the sooner a member goes. */
type Rank = (region: Region, group: Group, member: Member) => number;

/** Members of another template first, then the lowest version; one of no template at all before them. */
const templateAge: Rank = (_region, group, { template }) => {
  if (template === undefined) return -1;
  return template.id === group.template.id ? Number(template.version) : 0;
};

const HOUR = 3_600_000;

const untilBillingHour: Rank = (region, _group, { launched }) =>
  HOUR - ((region.clock.now() - launched) % HOUR);

/** The region has neither launch configurations nor instances of several types or prices: policies about them choose nobody. */
const RANKS: Readonly<Record<TerminationPolicy, readonly Rank[]>> = {
  AllocationStrategy: [],
  ClosestToNextInstanceHour: [untilBillingHour],
  Default: [templateAge, untilBillingHour],
  NewestInstance: [(_region, _group, { launched }) => -launched],
  OldestInstance: [(_region, _group, { launched }) => launched],
  OldestLaunchConfiguration: [],
  OldestLaunchTemplate: [templateAge],
};
