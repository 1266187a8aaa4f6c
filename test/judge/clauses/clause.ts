import type { TimedEvent } from '../../../region/event.ts';
import type { ClauseName } from '../case.ts';
import type { Course, Moment } from '../course.ts';

/** Says that a clause of the promise was broken. */
export type Blame = (
  clause: ClauseName,
  about: {
    readonly at: number;
    readonly group: string;
    readonly what: string;
    readonly events: readonly TimedEvent[];
  },
) => void;

/** Some clauses of the promise: what has to be true at each moment. They remember what they need themselves. */
export type Clause = (course: Course, blame: Blame) => (moment: Moment) => void;
