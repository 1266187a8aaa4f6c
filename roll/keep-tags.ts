import type { Instant } from '../world/clock.ts';
import { Failure } from '../world/failure.ts';
import type { Leave } from './ask.ts';
import { type FleetCloud, isOfAws } from './cloud.ts';
import type { Fleet } from './fleet.ts';
import type { Goal } from './goal.ts';
import type { Memory } from './memory.ts';
import { readTags, type RollTag } from './read-tags.ts';
import { type Phase, rollTags, TAG } from './tags.ts';

/** A write that cannot be seen yet is not repeated within so many ticks. */
const TICKS = 3;

/** So many ticks without its tags are the end of a roll that has no ledger: somebody takes them away, or AWS does not take them. */
const MOST = 12;

/** Why a driver without a ledger leaves then. */
export const UNTAGGED: Leave = {
  because: 'the group does not keep its tags, and without the ledger nothing else tells of the roll',
  onPurpose: false,
};

/** Whether the group says of this roll what it should; `unsure` while that was written and cannot be seen yet, `lost` after a time. */
export type Tagged = 'ours' | 'unsure' | 'lost';

/**
 * Keeps the tags of a roll that goes on: what is gone (a Terraform apply takes it away), or is of the driver before, is written
 * again, when two looks a tick apart show it so. Of two drivers the one with the higher fence goes on; of two with the same fence
 * the one whose roll began later stops (ROLL.md 7).
 *
 * @returns what is asked with each look. Throws Failure `lease-lost` when another one drives
 */
export function tagKeeper(goal: Goal, cloud: FleetCloud): (fleet: Fleet, memory: Memory) => Promise<Tagged> {
  let found: string | undefined;
  let looked = false;
  let since: Instant | undefined;
  let wroteAt: Instant = Number.NEGATIVE_INFINITY;
  return async (fleet, memory) => {
    const text = fleet.tags[TAG.roll];
    if (!looked) [found, looked] = [text, true];
    const there = readTags(text === undefined ? {} : { [TAG.roll]: text }).roll;
    if (there !== undefined && isThis(goal, there) && isWhole(fleet, tagsOf(goal, memory))) {
      since = undefined;
      return 'ours';
    }
    // What was there at the first look is what this one takes over: a look that lags behind may show it again.
    if (there !== undefined && text !== found && yields(goal, there)) throw drivenBy(goal, there);
    if (memory.baseline === undefined) return 'ours';
    since ??= fleet.at;
    const { tick } = goal.policy;
    if (fleet.at - since > MOST * tick) return 'lost';
    if (fleet.at - since < tick || fleet.at - wroteAt < TICKS * tick) return 'unsure';
    wroteAt = fleet.at;
    await cloud.tag(tagsOf(goal, memory)).catch((error: unknown) => {
      // The next look shows whether it was done.
      if (!isOfAws(error)) throw error;
    });
    return 'unsure';
  };
}

/** What the group's tags are to say now. */
export function tagsOf(goal: Goal, memory: Memory, takes?: number): Record<string, string> {
  const { baseline, orphans, taken, version } = memory;
  if (baseline === undefined) return {};
  const begun = { baseline, over: orphans, takes: takes ?? (taken ? version : undefined) };
  return rollTags(goal, begun, phaseOf(memory));
}

export function phaseOf({ goingBack, moved, version }: Memory): Phase {
  if (goingBack !== undefined) return { at: 'back', version, why: goingBack };
  return { at: moved ? 'proven' : 'unproven' };
}

/** A lease gives a fence once. Without a ledger two may have taken the same one: then the moment tells them apart. */
function isThis({ roll, fence, alone, began }: Goal, there: RollTag): boolean {
  return there.id === roll && there.fence === fence && (alone === undefined || there.began === began);
}

/** Whether none of the tags is missing, and the phase is the one that is remembered. */
function isWhole({ tags }: Fleet, wanted: Readonly<Record<string, string>>): boolean {
  return Object.keys(wanted).every((name) => name in tags) && tags[TAG.phase] === wanted[TAG.phase];
}

/** Whether this driver is the one that stops. */
function yields({ roll, fence, began }: Goal, there: RollTag): boolean {
  if (there.fence !== fence) return there.fence > fence;
  return there.began < began || (there.began === began && there.id < roll);
}

function drivenBy({ roll, group }: Goal, { id, fence }: RollTag): Failure {
  const who = id === roll ? 'another driver of it' : `the roll ${id}`;
  return new Failure({
    code: 'lease-lost',
    what: `The roll ${roll} no longer drives the group ${group}: by its tags ${who} does, with fence ${fence}`,
    state: 'What this run began is as it left it; it does nothing more.',
    next: 'bakeroll status',
  });
}
