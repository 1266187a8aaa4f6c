import type { Blame } from '../clauses/clause.ts';
import type { Course } from '../course.ts';

/** A roll in which nothing fails and nobody scales writes to AWS no more often than this (ROLL.md 8). */
export function judgeWrites(course: Course, blame: Blame): void {
  const { undisturbed, groups } = course.case;
  if (undisturbed === undefined) return;
  const limits = [...course.groups.values()].map(({ baseline }) => mostWrites(baseline.desired));
  const most = limits.reduce((sum, limit) => sum + limit, 0) + 2 * (undisturbed.batches - 1);
  const { writes } = course;
  if (writes.length <= most) return;
  const group = groups.map(({ name }) => name).join(', ');
  const what = `${writes.length} calls that write, and at most ${most} are due`;
  blame('writes', { at: course.lastAt, group, what, events: writes.map(({ event }) => event) });
}

/** @param size how many instances are replaced */
export function mostWrites(size: number): number {
  return 2 * size + Math.ceil(size / 20) + 2 * Math.ceil(size / 50) + 14;
}
