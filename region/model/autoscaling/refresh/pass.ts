import { staying } from '../members.ts';
import type { Group, Member } from '../state.ts';
import type { Pass, Refresh } from './state.ts';

/** The members that a refresh replaces from here on: those that are there and that `isOld` names. */
export function newPass(group: Group, isOld: (member: Member) => boolean): Pass {
  const here = staying(group);
  const idsOf = (members: readonly Member[]) => members.map(({ instanceId }) => instanceId);
  const old = here.filter((member) => isOld(member));
  const kept = here.filter((member) => !isOld(member));
  return { old: idsOf(old), kept: idsOf(kept), total: old.length };
}

/** Drops those that are gone, by whoever's hand. */
export function forgetGone(group: Group, { pass }: Refresh): void {
  pass.old = pass.old.filter((id) => group.members.some(({ instanceId }) => instanceId === id));
}

/** Drops those that the preferences say to ignore, as they are protected just now. */
export function leaveAlone(group: Group, { pass, preferences }: Refresh): void {
  if (preferences.protectedMembers !== 'Ignore') return;
  const ignored = staying(group).filter((member) => member.protected && pass.old.includes(member.instanceId));
  const ids = ignored.map(({ instanceId }) => instanceId);
  pass.old = pass.old.filter((id) => !ids.includes(id));
  pass.kept = [...pass.kept, ...ids];
  pass.total -= ids.length;
}
