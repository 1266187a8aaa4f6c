import type { Fleet } from './fleet.ts';
import type { Goal } from './goal.ts';
import type { Memory } from './memory.ts';

/** The state of the fleet in a sentence, from one look. */
export function describeFleet(goal: Goal, fleet: Fleet, memory: Memory): string {
  const present = fleet.members.filter(({ life }) => life !== 'leaving');
  const fresh = present.filter(({ version }) => version === memory.version);
  const old = present.filter(({ version }) => version !== memory.version);
  const parts = [
    fresh.length === 0 ? [] : [`${healthy(fresh)} of ${fresh.length} on ${goal.release} healthy`],
    old.length === 0
      ? []
      : [`${healthy(old)} of ${old.length} on ${goal.from ?? 'what was there before'} healthy`],
  ].flat();
  const { min, max, desired } = fleet.group;
  const serving = parts.length === 0 ? 'Nothing serves' : parts.join(', ');
  return `${serving}; desired ${desired}, minimum ${min}, maximum ${max}.`;
}

function healthy(members: readonly { healthy: boolean }[]): number {
  return members.filter((member) => member.healthy).length;
}
