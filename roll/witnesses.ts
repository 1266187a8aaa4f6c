import type { Instant } from '../world/clock.ts';
import type { Fleet, Member } from './fleet.ts';
import type { Goal } from './goal.ts';
import type { Memory } from './memory.ts';
import { settleOf } from './numbers.ts';

/** Where those that served fail too. */
export type Outage = 'everywhere' | 'in its zone';

/** How those stand that carry the traffic, the new ones that are not proven left out. */
interface Count {
  readonly failing: number;
  readonly all: number;
}

/** Those that carry the traffic, or are there to: of another version, or proven. */
export function trusted(memory: Memory, { members }: Fleet): Member[] {
  return members.filter(
    ({ id, version, life }) => life === 'serving' && (version !== memory.version || memory.proven.has(id)),
  );
}

/**
 * Says of a new instance that fails where it is not to blame for that: where at least half, and one at least, of those that
 * served when it came up, old or proven, fail in the same window, and have not been replaced by others that serve (ROLL.md 4).
 */
export function outages(memory: Memory, fleet: Fleet, goal: Goal): (id: string) => Outage | undefined {
  const now = trusted(memory, fleet);
  const members = new Map(fleet.members.map((member) => [member.id, member]));
  const ended = endedForHealth(fleet, memory);
  if (ended.size === 0 && now.every(({ healthy }) => healthy)) return () => undefined;
  const well = new Map<readonly string[], readonly Member[]>();
  const present = (beside: readonly string[]) => {
    const known = well.get(beside) ?? beside.flatMap((id) => serving(members.get(id)));
    well.set(beside, known);
    return known;
  };
  const fails = (id: string, zone?: string) => {
    const seen = memory.sightings.get(id);
    const beside = seen?.beside ?? now.map((member) => member.id);
    const since = (seen?.unhealthySince ?? ended.get(id) ?? seen?.first ?? fleet.at) - settleOf(goal);
    const gone = beside.filter((other) => (ended.get(other) ?? Number.NEGATIVE_INFINITY) >= since);
    const here = countOf(present(beside), zone);
    const lost = gone.filter((other) => zone === undefined || memory.sightings.get(other)?.zone === zone);
    const all = { failing: here.failing + lost.length, all: here.all + lost.length };
    const today = countOf(now, zone);
    return all.failing > 0 && isHalf(all) && isHalf(today);
  };
  return (id) => {
    const zone = memory.sightings.get(id)?.zone;
    if (fails(id)) return 'everywhere';
    return zone !== undefined && fails(id, zone) ? 'in its zone' : undefined;
  };
}

/** Whether at least half of those that carry the traffic fail. */
export function isOutage(memory: Memory, fleet: Fleet): boolean {
  return isHalf(countOf(trusted(memory, fleet), undefined));
}

function serving(member: Member | undefined): Member[] {
  return member?.life === 'serving' ? [member] : [];
}

/** Those that the group ended for their health, and not we: when. */
function endedForHealth({ activities }: Fleet, { ending }: Memory): ReadonlyMap<string, Instant> {
  return new Map(
    activities.flatMap(({ kind, cause, instance, at }) =>
      kind === 'terminate' && cause === 'health' && instance !== undefined && !ending.has(instance)
        ? [[instance, at] as const]
        : [],
    ),
  );
}

function countOf(members: readonly Member[], zone: string | undefined): Count {
  const here = members.filter((member) => zone === undefined || member.zone === zone);
  return { failing: here.filter(({ healthy }) => !healthy).length, all: here.length };
}

function isHalf({ failing, all }: Count): boolean {
  return failing * 2 >= all;
}
