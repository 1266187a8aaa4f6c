import { act, type Rule } from './rule.ts';
import { isSettled } from './settings.ts';

/** Proven new ones are protected from scale-in until the roll ends or goes back; only those that this roll protected lose it again. */
export const protection: Rule = (view) => {
  const { fleet, memory, back, proven } = view;
  const ours = fleet.members.filter(({ id, life }) => memory.protects.has(id) && life === 'serving');
  if (back || isSettled(view)) {
    const instances = ours.filter((member) => member.protected).map(({ id }) => id);
    return instances.length === 0 ? undefined : act([{ kind: 'unprotect', instances }]);
  }
  const instances = ours.filter((member) => !member.protected && proven.includes(member)).map(({ id }) => id);
  return instances.length === 0 ? undefined : act([{ kind: 'protect', instances }]);
};
