import type { Course, GroupCourse } from '../course.ts';
import type { Breach } from './end.ts';

/** What may stay on a group. */
const STAYING_TAGS = ['bakeroll:served', 'bakeroll:warm-until', 'bakeroll:frozen'];

/** Nothing is left but what warm-until names: instances, protection, tags, launch-template versions. */
export function leftBreaches(course: Course, one: GroupCourse): readonly Breach[] {
  const { group, kept, takenOut } = one;
  const members = [...group.members.values()];
  const ended = new Set(takenOut.map(({ id }) => id));
  const isWarm = course.case.policy.keepsWarm === true && 'bakeroll:warm-until' in group.tags;
  const standing = members.filter(({ lifecycle }) => /Standby/.test(lifecycle));
  const leaving = members.filter(({ id, lifecycle }) => ended.has(id) && lifecycle.startsWith('Terminating'));
  const guarded = members.filter((member) => member.protected && !kept.protected.has(member.id));
  const tags = Object.keys(group.tags).filter(
    (key) => key.startsWith('bakeroll:') && !STAYING_TAGS.includes(key),
  );
  return [
    ...(isWarm ? [] : named('in Standby', standing)),
    ...named('on its way out', leaving),
    ...named('protected from scale-in', guarded),
    ...tags.map((key): Breach => ['end-left', `the tag ${key}`]),
    ...orphans(course).map((version): Breach => ['end-left', `the launch-template version ${version}`]),
  ];
}

function named(what: string, members: readonly { readonly id: string }[]): readonly Breach[] {
  return members.map(({ id }) => ['end-left', `${id} is ${what}`]);
}

/** Versions that drivers made, and that no group of the roll stands on, nor anything in it. */
export function orphans({ made, groups, place }: Course): readonly string[] {
  const used = [...groups.values()].flatMap(({ group: { settings, members } }) =>
    [settings.version, ...[...members.values()].map(({ version }) => version)].map(
      (version) => `${settings.template}:${version ?? ''}`,
    ),
  );
  return [...made].filter((version) => place.versions.has(version) && !used.includes(version));
}
