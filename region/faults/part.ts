import { instanceOf } from '../model/ec2/instance.ts';
import type { Instance, StateReason } from '../model/ec2/state.ts';
import { terminate } from '../model/ec2/terminate.ts';
import type { Part, Region } from '../region.ts';
import type { Fault } from './state.ts';
import { breakUnits } from './units.ts';
import { endFault, isOver, isSpent, means } from './strike.ts';

/** The faults that do something of themselves, and the end of all. */
export const faults: Part = {
  advance(region) {
    for (const fault of [...region.state.faults.standing]) {
      if (isOver(region, fault) && (isOfUnits(fault) || isDone(fault))) endFault(region, fault);
      else strikeInstances(region, fault);
    }
  },
  due(region) {
    const dues = region.state.faults.standing.flatMap(({ until, struck }) => [
      until,
      ...Object.values(struck),
    ]);
    const coming = dues.filter((due) => due !== undefined && due > region.clock.now());
    return coming.length === 0 ? undefined : Math.min(...coming.map(Number));
  },
};

function isOfUnits({ kind }: Fault): boolean {
  return kind === 'crash-loop' || kind === 'unit-failure';
}

function isDone({ struck }: Fault): boolean {
  return Object.keys(struck).length === 0;
}

function strikeInstances(region: Region, fault: Fault): void {
  switch (fault.kind) {
    case 'kill-instance':
      for (const { instanceId } of next(region, fault)) terminate(region, instanceId);
      break;
    case 'reclaim':
      for (const { instanceId } of next(region, fault))
        fault.struck = { ...fault.struck, [instanceId]: region.clock.now() + NOTICE };
      takeBack(region, fault);
      break;
    case 'crash-loop':
    case 'unit-failure':
      breakUnits(region, fault);
      break;
    case 'zone-loss':
      for (const { instanceId, zone, state } of region.state.ec2.instances)
        if (zone === fault.words.zone && state === 'running') terminate(region, instanceId, LOST);
      return;
    default:
      return;
  }
  if (isSpent(fault)) endFault(region, fault);
}

/** Running instances that it means, the oldest first, as many as it has times left; they are counted. */
function next(region: Region, fault: Fault): Instance[] {
  if (isOver(region, fault)) return [];
  const running = region.state.ec2.instances.filter(
    (instance) =>
      instance.state === 'running' &&
      means(fault.words, instance) &&
      !Object.hasOwn(fault.struck, instance.instanceId),
  );
  const chosen = running.slice(0, fault.times ?? running.length);
  if (fault.times !== undefined) fault.times -= chosen.length;
  return chosen;
}

/** How long before its end a spot instance is told of it, in milliseconds [UG]. */
const NOTICE = 120_000;

const RECLAIMED: StateReason = {
  code: 'Server.SpotInstanceTermination',
  message: 'Server.SpotInstanceTermination: Spot instance termination',
};

const LOST: StateReason = {
  code: 'Server.InternalError',
  message: 'Server.InternalError: Internal error',
};

function takeBack(region: Region, fault: Fault): void {
  const { struck } = fault;
  const due = Object.keys(struck).filter((id) => region.clock.now() >= (struck[id] ?? 0));
  for (const id of due) if (instanceOf(region, id) !== undefined) terminate(region, id, RECLAIMED);
  if (due.length > 0)
    fault.struck = Object.fromEntries(Object.entries(struck).filter(([id]) => !due.includes(id)));
}

/** When EC2 takes an instance back, where that is under way: what its metadata tells it. */
export function reclaimedAt(region: Region, instanceId: string): number | undefined {
  const fault = region.state.faults.standing.find(
    ({ kind, struck }) => kind === 'reclaim' && Object.hasOwn(struck, instanceId),
  );
  return fault?.struck[instanceId];
}
