import type { TimedEvent } from '../../region/event.ts';
import type { Case, Verdict } from './case.ts';
import { CLAUSES } from './clauses/clauses.ts';
import type { Blame } from './clauses/clause.ts';
import type { Course, Moment } from './course.ts';
import { judgeEnd } from './end/end.ts';
import { judgeWrites } from './end/writes.ts';
import { follow, noteTakenOut } from './follow.ts';

/**
 * Holds a roll against the promise (ROLL.md), by what the region's event log tells and by nothing else.
 *
 * @param events the whole log, oldest first
 * @returns each clause that was broken, oldest first; none: the promise was kept
 * @throws Error where the log does not know a group before the roll
 */
export function judge(events: readonly TimedEvent[], judged: Case): readonly Verdict[] {
  const verdicts: Verdict[] = [];
  const said = new Set<string>();
  const blame: Blame = (clause, { at, group, what, events: shown }) => {
    const name = `${clause} ${at} ${group} ${what}`;
    if (!said.has(name)) verdicts.push({ clause, at, group, what, events: shown });
    said.add(name);
  };
  const begin = (course: Course) => {
    const clauses = CLAUSES.map((clause) => clause(course, blame));
    return (moment: Moment) => {
      for (const clause of clauses) clause(moment);
      if (moment.kind === 'request') noteTakenOut(course, moment.request);
    };
  };
  const course = follow(events, judged, begin);
  judgeWrites(course, blame);
  judgeEnd(course, blame);
  return verdicts;
}

/** A verdict in a line, with the log's lines that show it. */
export function describeVerdict({ clause, at, group, what, events }: Verdict): string {
  const lines = events.map((event) => `    ${JSON.stringify(event)}`);
  return [`${clause}: ${group} at ${new Date(at).toISOString()}: ${what}`, ...lines].join('\n');
}
