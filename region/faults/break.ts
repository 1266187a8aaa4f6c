import type { Region } from '../region.ts';
import { BadFault } from './bad-fault.ts';
import { KINDS, type Kind, isKind } from './kinds.ts';
import type { Fault } from './state.ts';
import { endFault, tellFault } from './strike.ts';
import { readWords } from './words.ts';

/** A fault as somebody asks for it. */
export interface FaultOrder {
  readonly kind: string;
  /** As they were typed. */
  readonly words?: readonly string[];
  /** It is over after so many seconds of the region's clock. */
  readonly seconds?: number | undefined;
  /** It is over when it has struck so often. */
  readonly times?: number | undefined;
}

/**
 * Breaks the region: the fault stands from now on, until its time or its times are over or it is healed, also over a restart.
 *
 * @throws BadFault where there is no such kind, or its words do not fit
 */
export function breakRegion(region: Region, order: FaultOrder): Fault {
  const { kind } = order;
  if (!isKind(kind)) throw new BadFault(`A fault is one of ${Object.keys(KINDS).join(', ')}, not '${kind}'`);
  const words = readWords(region, kind, order.words ?? []);
  const usual: Kind = KINDS[kind];
  const times = order.times ?? usual.times;
  const now = region.clock.now();
  const { faults } = region.state;
  faults.made += 1;
  const fault: Fault = {
    id: `fault-${faults.made}`,
    kind,
    words,
    began: now,
    ...(order.seconds === undefined ? {} : { until: now + order.seconds * 1000 }),
    ...(times === undefined ? {} : { times }),
    struck: {},
  };
  faults.standing.push(fault);
  tellFault(region, fault, 'begun');
  region.stir();
  return fault;
}

/**
 * Ends faults.
 *
 * @param which a kind or a fault's id; all where nothing is said
 * @returns those that stood
 * @throws BadFault where none of that kind or id stands
 */
export function healRegion(region: Region, which?: string): Fault[] {
  const healed = region.state.faults.standing.filter(
    ({ id, kind }) => which === undefined || which === id || which === kind,
  );
  if (which !== undefined && healed.length === 0) throw new BadFault(`No fault '${which}' stands`);
  for (const fault of healed) endFault(region, fault);
  return healed;
}
