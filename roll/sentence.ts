import type { Millis } from '../world/clock.ts';
import type { Fleet, Member } from './fleet.ts';
import type { Goal } from './goal.ts';
import type { Memory } from './memory.ts';

/** The state of the fleet in a sentence, from one look. */
export function describeFleet(goal: Goal, fleet: Fleet, memory: Memory): string {
  const present = fleet.members.filter(({ life }) => life !== 'leaving' && life !== 'standby');
  const fresh = present.filter(({ version }) => version === memory.version);
  const old = present.filter(({ version }) => version !== memory.version);
  const waiting = fleet.members.filter(({ life }) => life === 'standby').length;
  const parts = [
    ...(fresh.length === 0 ? [] : [`${healthy(fresh)} of ${fresh.length} on ${goal.release} healthy`]),
    ...(old.length === 0
      ? []
      : [`${healthy(old)} of ${old.length} on ${goal.from ?? 'what was there before'} healthy`]),
    ...(waiting === 0 ? [] : [`${waiting} in Standby`]),
  ];
  const { min, max, desired } = fleet.group;
  const serving = present.length === 0 ? nothing(goal, fleet, memory) : parts.join(', ');
  return `${serving}${draining(fleet, memory)}; desired ${desired}, minimum ${min}, maximum ${max}.`;
}

/** Those on their way out are reported, and for how long already: one that never ends is nobody's secret. */
function draining({ at, members }: Fleet, { sightings }: Memory): string {
  const leaving = members.filter(({ life }) => life === 'leaving');
  const [first] = leaving;
  if (first === undefined) return '';
  const since = Math.min(...leaving.map(({ id }) => sightings.get(id)?.leavingSince ?? at));
  const who = leaving.length === 1 ? `${first.id} drains` : `${leaving.length} drain`;
  return `, ${who} for ${lengthOf(at - since)} already`;
}

/** A length of time, as people say it: `40 s`, `5 min`. */
export function lengthOf(millis: Millis): string {
  const seconds = Math.max(0, Math.ceil(millis / 1000));
  return seconds <= 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}

/** Why nothing serves, where that is as it should be. */
function nothing({ from }: Goal, { group }: Fleet, { goingBack }: Memory): string {
  if (from === undefined && goingBack !== undefined) return 'Nothing served before, and nothing serves';
  return group.desired === 0 ? 'Nothing serves: desired is 0' : 'Nothing serves';
}

function healthy(members: readonly Member[]): number {
  return members.filter((member) => member.healthy).length;
}
