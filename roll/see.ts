import { silentAlarm } from './alarms.ts';
import { changesTold } from './asked.ts';
import type { Fleet } from './fleet.ts';
import type { Goal } from './goal.ts';
import type { Memory } from './memory.ts';
import { type Scene, sight, type Sighting } from './sighting.ts';
import { seeSoaks } from './soaks.ts';
import { seeStandby } from './standby.ts';
import { tally } from './tally.ts';
import { outages, trusted } from './witnesses.ts';

/** The memory, one look later. */
export function see(memory: Memory, fleet: Fleet, goal: Goal): Memory {
  const sightings = seeMembers(memory, fleet, goal);
  const waits = seeStandby(memory, fleet, goal);
  return {
    ...memory,
    waits,
    ...seeSoaks({ ...memory, sightings }, fleet, goal),
    sightings,
    looksSince: memory.looksSince ?? fleet.at,
    resume: resumeAt(memory, fleet, goal),
    raisesDesired: memory.raisesDesired || hasRisen(memory, fleet),
    tells: changesTold(fleet),
    told: memory.tells,
    tally: memory.baseline && tally({ ...memory, waits }, fleet, goal.policy.tick),
    backSince: memory.goingBack === undefined ? undefined : (memory.backSince ?? fleet.at),
    strangeSince: isStrange(memory, fleet) ? (memory.strangeSince ?? fleet.at) : undefined,
  };
}

function hasRisen({ launches }: Memory, { group }: Fleet): boolean {
  const last = launches.findLast(({ by, answer }) => by === undefined && answer !== undefined);
  return last?.desired !== undefined && group.desired > last.desired;
}

function resumeAt(memory: Memory, fleet: Fleet, { policy }: Goal): Memory['resume'] {
  if (memory.looksSince === undefined) return memory.baseline === undefined ? 'done' : 'begins';
  if (memory.resume !== 'begins') return 'done';
  return fleet.at - memory.looksSince >= policy.tick ? 'due' : 'begins';
}

function seeMembers(memory: Memory, fleet: Fleet, goal: Goal): Map<string, Sighting> {
  const sightings = new Map(
    [...memory.sightings].map(([id, before]) => [id, { ...before, missing: before.missing + 1 }]),
  );
  const scene = sceneOf(memory, fleet, goal);
  for (const member of fleet.members)
    sightings.set(member.id, sight(memory.sightings.get(member.id), member, scene));
  const outageOf = outages({ ...memory, sightings }, fleet, goal);
  for (const { id, version, healthy } of fleet.members) {
    const seen = sightings.get(id);
    if (seen === undefined || healthy || version !== memory.version || outageOf(id) === undefined) continue;
    sightings.set(id, { ...seen, excused: fleet.at });
  }
  for (const [id, seen] of goneUnjudged({ ...memory, sightings }, fleet))
    if (outageOf(id) !== undefined) sightings.set(id, { ...seen, excused: fleet.at });
  return sightings;
}

/** New ones that the group ended between two looks: nobody saw them fail beside those that served. */
function goneUnjudged({ sightings, version, ending, bad }: Memory, fleet: Fleet): [string, Sighting][] {
  const here = new Set(fleet.members.map(({ id }) => id));
  return [...sightings].filter(
    ([id, seen]) =>
      seen.version === version &&
      seen.excused === undefined &&
      !(here.has(id) || ending.has(id) || bad.has(id)),
  );
}

/** In its first look a process takes those in service for such that served before: whether they did nobody saw. */
function sceneOf(memory: Memory, fleet: Fleet, goal: Goal): Scene {
  const there = trusted(memory, fleet).filter(({ healthy }) => healthy || memory.looked === undefined);
  const silent = silentAlarm(goal, fleet) !== undefined;
  return {
    ...{ at: fleet.at, goal },
    beside: there.map(({ id }) => id),
    stood: silent ? fleet.at - (memory.looked ?? fleet.at) : 0,
  };
}

/** Whether somebody else moved the group to another template. Before our first write nothing was ours to be moved. */
function isStrange(memory: Memory, { group }: Fleet): boolean {
  const { baseline, version, wrote, overwrites, orphans } = memory;
  if (overwrites || baseline === undefined || wrote.every((settings) => settings.version === undefined))
    return false;
  const { template } = group;
  const ours = [baseline.template.version, version, ...orphans].includes(template.version);
  return template.id !== baseline.template.id || !ours;
}
