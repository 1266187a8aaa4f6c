import type { Blame } from '../clauses/clause.ts';
import type { Course, GroupCourse } from '../course.ts';
import { restBreaches } from './rest.ts';
import { leftBreaches } from './left.ts';
import { serveBreaches } from './serves.ts';
import { settingsBreaches } from './settings.ts';
import { untouchedBreaches } from './untouched.ts';
import type { ClauseName } from '../case.ts';

/** What is not as the exit code says that it is. */
export type Breach = readonly [clause: ClauseName, what: string];

/** Holds the end against the exit code that was claimed (ROLL.md 11). */
export function judgeEnd(course: Course, blame: Blame): void {
  const { end, to = course.lastAt } = course.case;
  if (end === undefined) return;
  for (const one of course.groups.values()) {
    for (const [clause, what] of breachesOf(course, one)) {
      blame(clause, { at: to, group: one.name, what: `exit ${end.exit}: ${what}`, events: [] });
    }
  }
}

function breachesOf(course: Course, one: GroupCourse): readonly Breach[] {
  const { exit, serves = exit === 8 ? 'before' : 'wanted' } = course.case.end ?? {};
  switch (exit) {
    case 0:
    case 8:
      return [...serveBreaches(course, one, serves), ...settingsBreaches(one), ...leftBreaches(course, one)];
    case 10:
      return serveBreaches(course, one, serves);
    case 12:
    case 130:
    case 143:
      return restBreaches(course, one);
    case 2:
    case 3:
    case 4:
    case 5:
    case 6:
    case 7:
      return untouchedBreaches(course, one);
    default:
      return [];
  }
}
