import type { Instance } from './model/ec2/state.ts';
import type { Part, Region, RegionState } from './region.ts';

export interface Heart {
  /** Asks for a beat soon: any number of calls before it make one. */
  stir(): void;
  /** No beat comes after this. */
  stop(): void;
}

/**
 * Makes a region move in time. A beat advances the parts until nothing changes any more, saves where anything did, and sets the
 * clock for when the first of them is due again. `region.stir` is to be the heart's own.
 *
 * @param save keeps the region's state; called after each beat that finds it other than the beat before
 */
export function startHeart(region: Region, parts: readonly Part[], save: () => void): Heart {
  let asked = false;
  let stopped = false;
  let cancelWake = () => {};
  let known = '';

  function stir(): void {
    if (asked || stopped) return;
    asked = true;
    queueMicrotask(beat);
  }

  function beat(): void {
    if (stopped) return;
    cancelWake();
    const text = settle(region, parts, known);
    // Whoever asked during `settle` has been served by it.
    asked = false;
    if (text !== known) save();
    known = text;
    const due = nextDue(region, parts);
    if (due !== undefined) cancelWake = region.clock.wakeAt(Math.max(due, region.clock.now() + 1), stir);
  }

  function stop(): void {
    stopped = true;
    cancelWake();
    for (const part of parts) part.stop?.();
  }

  return { stir, stop };
}

const ROUNDS = 1000;

/**
 * Advances all parts until a whole round leaves the state as it was.
 *
 * @param known the state as the last beat left it, as text. @returns the same for this beat
 */
function settle(region: Region, parts: readonly Part[], known: string): string {
  let before = known;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const part of parts) part.advance(region);
    const after = textOf(region.state);
    if (after === before) return after;
    before = after;
  }
  throw new Error(`the region's parts do not come to rest: they still change after ${ROUNDS} rounds`);
}

/**
 * The state as text, but for what never changes: of an instance what it was launched with, and what has ended, which is
 * counted. In a group that lives long that is by far the most. An action that changes such a thing all the same is followed
 * by a save of its own.
 */
function textOf(state: RegionState): string {
  const { ec2, autoscaling } = state;
  const instances = ec2.instances.filter(({ state }) => state !== 'terminated').map(movingPartsOf);
  const groups = autoscaling.groups.map((group) => ({
    ...group,
    activities: [group.activities.length, ...group.activities.filter(({ ended }) => ended === undefined)],
    launches: group.launches.length,
  }));
  return JSON.stringify({
    ...state,
    ec2: { ...ec2, instances: [ec2.instances.length, ...instances] },
    autoscaling: { ...autoscaling, groups },
  });
}

function movingPartsOf(instance: Instance): unknown[] {
  const { instanceId, instanceType, securityGroups, userData, credentials, onShutdown, tags, volume } =
    instance;
  const { bootsAt, state, since, offSince, reason, settings, impaired } = instance;
  return [
    ...[
      instanceId,
      instanceType,
      securityGroups,
      userData,
      credentials.expires,
      onShutdown,
      tags,
      volume.tags,
    ],
    ...[bootsAt, state, since, offSince, reason, settings, impaired],
  ];
}

function nextDue(region: Region, parts: readonly Part[]): number | undefined {
  const dues = parts.map((part) => part.due(region)).filter((due) => due !== undefined);
  return dues.length === 0 ? undefined : Math.min(...dues);
}
