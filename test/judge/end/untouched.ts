import type { Course, GroupCourse } from '../course.ts';
import type { Breach } from './end.ts';

/** Where nothing of the command is done, no driver has changed anything. */
export function untouchedBreaches({ writes }: Course, { name }: GroupCourse): readonly Breach[] {
  return writes
    .filter(({ isDone, groups }) => isDone && (groups.length === 0 || groups.includes(name)))
    .map(({ action }) => ['end-untouched', `${action} was done`]);
}
