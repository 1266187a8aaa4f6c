import type { Policy } from '../roll/goal.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';

/** What a policy may say and this version does not do yet: refused by name, never ignored. */
const NOT_YET: readonly (readonly [key: string, says: (policy: Policy) => boolean])[] = [
  ['max: raise', ({ max }) => max === 'raise'],
];

/** @throws Failure `config-invalid` */
export function refuseNotYet(policy: Policy): void {
  const said = NOT_YET.filter(([, says]) => says(policy)).map(([key]) => `roll: ${key}`);
  if (said.length === 0) return;
  throw new Failure({
    code: 'config-invalid',
    what: `This version does not take ${said.join(', ')} yet.`,
    state: UNTOUCHED,
    next: 'leave it out',
  });
}
