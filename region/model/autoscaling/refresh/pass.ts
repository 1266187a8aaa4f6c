import type { Group, Member } from '../state.ts';
import type { Pass, Refresh } from './state.ts';

/** The members that a refresh replaces from here on: those that are there, also in Standby, and that `isOld` names. */
export function newPass(group: Group, isOld: (member: Member) => boolean): Pass {
  const here = group.members.filter(isHere);
  const old = here.filter((member) => isOld(member));
  const kept = here.filter((member) => !isOld(member));
  return { old: idsOf(old), kept: idsOf(kept), total: old.length };
}

/** Drops those that are gone, by whoever's hand. */
export function forgetGone(group: Group, { pass }: Refresh): void {
  pass.old = pass.old.filter((id) => group.members.some(({ instanceId }) => instanceId === id));
}

/** Drops those that the preferences say to ignore, as they are protected or in Standby just now. */
export function leaveAlone(group: Group, { pass, preferences }: Refresh): void {
  const ignored = group.members.filter(
    (member) =>
      isHere(member) &&
      pass.old.includes(member.instanceId) &&
      ((preferences.protectedMembers === 'Ignore' && member.protected) ||
        (preferences.standbyMembers === 'Ignore' && standsBy(member))),
  );
  const ids = idsOf(ignored);
  pass.old = pass.old.filter((id) => !ids.includes(id));
  pass.kept = [...pass.kept, ...ids];
  pass.total -= ids.length;
}

/** Whether a member is neither on its way out nor away. */
export function isHere({ phase }: Member): boolean {
  return phase.lifecycle !== 'Terminating' && phase.lifecycle !== 'Detaching';
}

export function standsBy({ phase }: Member): boolean {
  return phase.lifecycle === 'Standby' || phase.lifecycle === 'EnteringStandby';
}

function idsOf(members: readonly Member[]): string[] {
  return members.map(({ instanceId }) => instanceId);
}
