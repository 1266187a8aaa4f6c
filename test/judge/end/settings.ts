import type { GroupCourse } from '../course.ts';
import type { Breach } from './end.ts';

/**
 * The group's settings are those of the beginning, with strangers' edits applied (ROLL.md 6).
 *
 * @param isBack whether the template is to be so too
 */
export function settingsBreaches({ group, kept }: GroupCourse, isBack: boolean): readonly Breach[] {
  const is = { ...group.sizes, ...group.settings };
  const fields = [
    ['the minimum', is.min, kept.min],
    ['the maximum', is.max, kept.max],
    ['the grace period', is.grace, kept.grace],
    ['suspended processes', listed(is.suspended), listed(kept.suspended)],
    ...(isBack ? [['the template version', is.version, kept.version] as const] : []),
  ] as const;
  return fields.flatMap(([name, now, due]): Breach[] =>
    now === due ? [] : [['end-settings', `${name}: ${now}, and it is to be ${due}`]],
  );
}

export function listed(processes: readonly string[]): string {
  return processes.length === 0 ? 'none' : processes.toSorted().join(', ');
}
