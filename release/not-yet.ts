import type { Policy } from '../roll/goal.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';

/** What a policy may say and this version does not do yet: refused by name, never ignored. */
const NOT_YET: readonly (readonly [key: string, says: (policy: Policy) => boolean])[] = [
  ['max: raise', ({ max }) => max === 'raise'],
  ['keep_warm', ({ keepWarm }) => keepWarm > 0],
  ['alarms', ({ alarms }) => alarms.length > 0],
  ['on_failure: hold', ({ onFailure }) => onFailure === 'hold'],
];

/** @throws Failure `config-invalid` */
export function refuseNotYet(policy: Policy, groups: number): void {
  const said = NOT_YET.filter(([, says]) => says(policy)).map(([key]) => `roll: ${key}`);
  const all = [...said, ...(groups > 1 ? ['more than one group in an environment'] : [])];
  if (all.length === 0) return;
  throw new Failure({
    code: 'config-invalid',
    what: `This version does not take ${all.join(', ')} yet.`,
    state: UNTOUCHED,
    next: 'leave it out',
  });
}
