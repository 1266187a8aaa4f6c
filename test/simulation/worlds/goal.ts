import type { Goal, Policy } from '../../../roll/goal.ts';
import { goalTo, POLICY } from '../../roll/run-roll.ts';
import type { PolicyOrder } from './world.ts';

const MINUTE = 60_000;

/** Deadlines as short as the machines of these worlds let them be, so that the worlds that use them up are short too. */
const DEADLINE: Policy['deadline'] = {
  launch: 4 * MINUTE,
  healthy: 4 * MINUTE,
  drain: 4 * MINUTE,
  total: 18 * MINUTE,
  back: 15 * MINUTE,
};

/** However it goes, a driver is at an end by then. */
export const END = DEADLINE.total + DEADLINE.back + DEADLINE.drain + 5 * MINUTE;

export function policyOf({ soak, tick, canarySoak, steps, keepWarm, ...others }: PolicyOrder): Policy {
  return {
    ...POLICY,
    deadline: DEADLINE,
    tick: (tick ?? 10) * 1000,
    soak: (soak ?? 0) * 1000,
    canarySoak: (canarySoak ?? 0) * 1000,
    keepWarm: (keepWarm ?? 0) * 1000,
    steps: (steps ?? []).map(({ percent, soak }) => ({ to: { percent }, soak: soak * 1000, pause: false })),
    ...others,
  };
}

/** How long soaks may keep a driver beyond its deadlines: milliseconds. */
export function soaksOf({ soak = 0, canarySoak = 0, steps = [] }: PolicyOrder, size: number): number {
  const each = steps.reduce((sum, step) => sum + step.soak, canarySoak);
  return 1000 * ((size + 2 + steps.length) * soak + 3 * each);
}

export function goalOf(parts: Partial<Goal>): Goal {
  return goalTo(parts);
}
