import type { Instance } from '../model/ec2/state.ts';
import { GROUP_TAG } from '../model/ec2/instance.ts';
import type { Region } from '../region.ts';
import type { KindName } from './kinds.ts';
import type { Fault, FaultWords } from './state.ts';
import { mendUnits } from './units.ts';

/**
 * The fault of this kind that strikes here and now, counted as one of its times; undefined where none does.
 *
 * @param concerns whether its words mean what is at hand
 */
export function strike(
  region: Region,
  kind: KindName,
  concerns: (words: FaultWords) => boolean,
): Fault | undefined {
  const fault = standing(region, kind, concerns);
  if (fault?.times === undefined) return fault;
  fault.times -= 1;
  if (isSpent(fault)) endFault(region, fault);
  return fault;
}

/** As `strike`, uncounted: for what is only looked at, or lasts. */
export function standing(
  region: Region,
  kind: KindName,
  concerns: (words: FaultWords) => boolean = () => true,
): Fault | undefined {
  return region.state.faults.standing.find(
    (fault) => fault.kind === kind && !isOver(region, fault) && fault.times !== 0 && concerns(fault.words),
  );
}

/** Whether `which` of a fault means the instance: by its id, its image, its zone or its group. */
export function means({ which }: FaultWords, instance: Instance | undefined): boolean {
  if (which === undefined) return true;
  if (instance === undefined) return false;
  const { instanceId, imageId, zone, tags } = instance;
  return [instanceId, imageId, zone, tags[GROUP_TAG]].includes(which);
}

/** It is forgotten, and the event log told. */
export function endFault(region: Region, fault: Fault): void {
  const { faults } = region.state;
  faults.standing = faults.standing.filter((other) => other !== fault);
  if (fault.kind === 'crash-loop' || fault.kind === 'unit-failure') mendUnits(region, fault);
  tellFault(region, fault, 'ended');
  region.stir();
}

export function tellFault(region: Region, { id, kind, words }: Fault, phase: 'begun' | 'ended'): void {
  region.events.record({ type: 'fault', fault: id, kind, words: Object.values(words).join(' '), phase });
}

export function isOver(region: Region, { until }: Fault): boolean {
  return until !== undefined && region.clock.now() >= until;
}

/** It strikes no more, and nothing that it began is still to be ended. */
export function isSpent({ times, struck }: Fault): boolean {
  return times === 0 && Object.keys(struck).length === 0;
}
