import type { LeftBehind, RollFact } from './facts.ts';
import type { Launch, Memory } from './memory.ts';
import { calledBackFrom, endedInStandby, sentIntoStandby } from './standby.ts';

/** The memory, one fact later. */
export function recall(memory: Memory, fact: RollFact): Memory {
  switch (fact.type) {
    case 'baseline':
      return { ...memory, ...leftBehind(fact.left), baseline: fact.baseline };
    case 'version-made':
      return { ...memory, version: fact.version };
    case 'version-taken':
      return { ...memory, version: fact.version, taken: true };
    case 'wrote':
      return { ...memory, wrote: [...memory.wrote, fact.settings] };
    case 'launching': {
      const { type, ...launch } = fact;
      const ended = memory.decremented.size;
      return { ...memory, launches: [...memory.launches, { ...launch, ended, answer: undefined }] };
    }
    case 'launched':
      return { ...memory, launches: memory.launches.map((launch) => answered(launch, fact)) };
    case 'desired-kept':
      return { ...memory, keepsDesired: true, tally: undefined };
    case 'proven':
      return {
        ...memory,
        proven: new Set([...memory.proven, ...fact.instances]),
        protects: fact.protect ? new Set([...memory.protects, ...fact.instances]) : memory.protects,
      };
    case 'protecting':
      return { ...memory, protects: new Set([...memory.protects, ...fact.instances]) };
    case 'bad':
      return { ...memory, bad: new Map([...memory.bad, [fact.instance, fact.why]]), soakSince: undefined };
    case 'ending':
      return {
        ...memory,
        ending: new Map([...memory.ending, [fact.instance, fact.at]]),
        decremented: fact.decrement
          ? new Set([...memory.decremented, fact.instance])
          : memory.decremented.difference(new Set([fact.instance])),
        unsure: memory.unsure.difference(new Set([fact.instance])),
        waits: endedInStandby(memory.waits, fact),
      };
    case 'end-unsure':
      return { ...memory, unsure: new Set([...memory.unsure, fact.instance]) };
    case 'asked':
      return {
        ...memory,
        asked: fact.asked,
        counted: new Set([...memory.counted, ...(fact.counted ?? [])]),
        tally: undefined,
      };
    case 'step-passed':
      return { ...memory, passed: new Set([...memory.passed, fact.step]), soakSince: undefined };
    case 'step-released':
      return { ...memory, released: new Set([...memory.released, fact.step]) };
    case 'standing-by':
      return {
        ...memory,
        standby: new Set([...memory.standby, ...fact.instances]),
        stoodBy: new Set([...memory.stoodBy, ...fact.instances]),
        waits: sentIntoStandby(memory.waits, fact),
      };
    case 'calling-back':
      return { ...memory, waits: calledBackFrom(memory.waits, fact) };
    case 'called-back':
      return {
        ...memory,
        standby: memory.standby.difference(new Set(fact.instances)),
        calledBack: new Set([...memory.calledBack, ...fact.instances]),
      };
    case 'warm':
      return { ...memory, warmUntil: fact.until };
    case 'standby-counts':
      return { ...memory, crowded: fact.launches };
    case 'moved':
      return { ...memory, moved: true };
    case 'deleting-version':
      return {
        ...memory,
        deleted: memory.deleted || fact.version === memory.version,
        orphans: memory.orphans.filter((version) => version !== fact.version),
      };
    case 'going-back':
      return {
        ...memory,
        goingBack: fact.because,
        overwrites: memory.overwrites || fact.force === true,
        proven: new Set(),
      };
    case 'resumed':
      // A person's word: what waits for a person waits no longer.
      return {
        ...memory,
        released: new Set([...memory.released, ...memory.passed]),
        forgiven: { bad: memory.bad.size, launches: memory.launches.length },
      };
  }
}

/** What a dead roll left is remembered as if it were our own. */
function leftBehind(left: LeftBehind | undefined): Partial<Memory> {
  if (left === undefined) return {};
  const { asked, counted, wrote, versions, protects, standby } = left;
  return {
    ...{ asked, wrote, orphans: versions, counted: new Set(counted) },
    ...{ protects: new Set(protects), standby: new Set(standby) },
  };
}

function answered(launch: Launch, fact: Extract<RollFact, { type: 'launched' }>): Launch {
  if (launch.attempt !== fact.attempt) return launch;
  return { ...launch, answer: { at: fact.at, instances: fact.instances, refused: fact.refused } };
}
