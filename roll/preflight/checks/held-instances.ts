import { type Check, warning } from '../finding.ts';

/** Instances that somebody protected from scale-in or set aside: a roll that stands may have been that somebody. */
export const heldInstances: Check = ({ group, wanted: { begun = false } }) => {
  if (begun || group.tags['bakeroll:roll'] !== undefined) return [];
  const guarded = group.members.filter((member) => member.protected && member.lifecycle === 'InService');
  const aside = group.members.filter(({ lifecycle }) => lifecycle.endsWith('Standby'));
  const warm = group.tags['bakeroll:warm-until'];
  return [
    ...(guarded.length === 0
      ? []
      : [
          warning(
            `protected from scale-in by somebody, and replaced like the others: ${guarded.map(({ id }) => id).join(', ')}`,
          ),
        ]),
    ...(aside.length === 0
      ? []
      : [
          warning(
            warm === undefined
              ? `in Standby by somebody, serving nothing: ${aside.map(({ id }) => id).join(', ')}`
              : `warm since the last roll, until ${warm}: ${aside.map(({ id }) => id).join(', ')}`,
          ),
        ]),
  ];
};
