import type { GroupCourse } from '../course.ts';
import type { Breach } from './end.ts';

/** The group's settings are those of the beginning, with strangers' edits applied (ROLL.md 6). */
export function settingsBreaches(one: GroupCourse): readonly Breach[] {
  return (['min', 'max', 'grace', 'suspended'] as const).flatMap((field): Breach[] => {
    const what = differs(one, field);
    return what === undefined ? [] : [['end-settings', what]];
  });
}

const NAMES = { min: 'the minimum', max: 'the maximum', grace: 'the grace period' } as const;

/**
 * How a setting is not what it is to be. A stranger's edit to the very value that a driver wrote cannot be told from the
 * driver's: it may be put back, or not.
 */
export function differs(one: GroupCourse, field: keyof typeof NAMES | 'suspended'): string | undefined {
  const { group, kept, baseline, wrote } = one;
  if (field === 'suspended') return differentProcesses(one);
  const now = field === 'grace' ? group.settings.grace : group.sizes[field];
  if (now === kept[field]) return undefined;
  if (wrote.has(`${field} ${kept[field]}`) && now === baseline[field]) return undefined;
  return `${NAMES[field]}: ${now}, and it is to be ${kept[field]}`;
}

function differentProcesses({ group, kept, baseline, wrote }: GroupCourse): string | undefined {
  const isOpen = (process: string) => wrote.has(process) && !baseline.suspended.includes(process);
  const settled = (processes: readonly string[]) =>
    processes.filter((process) => !(kept.suspended.includes(process) && isOpen(process)));
  const [now, due] = [listed(settled(group.settings.suspended)), listed(settled(kept.suspended))];
  return now === due ? undefined : `suspended processes: ${now}, and it is to be ${due}`;
}

function listed(processes: readonly string[]): string {
  return processes.length === 0 ? 'none' : processes.toSorted().join(', ');
}
