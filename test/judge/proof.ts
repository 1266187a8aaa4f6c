import { amountOf, floorOf } from './asked.ts';
import type { Course, GroupCourse } from './course.ts';
import type { Member } from './place.ts';

/** Notes which groups' new version may be proven from now on. */
export function noteProof(course: Course, at: number): void {
  const { kind, policy } = course.case;
  const length = (policy.samples - 1) * policy.interval + policy.soak;
  for (const one of course.groups.values()) {
    if (one.isProven) continue;
    const served = freshOf(course, one).filter(({ id }) => at - (one.servesSince.get(id) ?? at) >= length);
    // Where none are asked for the template moves (ROLL.md 6).
    const isIdle = one.asked.now().low === 0;
    one.isProven =
      kind === 'rollback' || isIdle || (served.length > 0 && served.length >= firstBatch(course, one, 'low'));
  }
}

/** The members of versions that drivers made, with the image that is wanted: not those of a dead roll to another one. */
export function freshOf(course: Course, one: GroupCourse): readonly Member[] {
  return madeOf(course, one).filter(({ image }) => image === course.case.image);
}

/** The members of versions that drivers made, to whatever image. */
export function madeOf({ made }: Course, { group }: GroupCourse): readonly Member[] {
  const { template } = group.settings;
  return [...group.members.values()].filter(({ version }) => made.has(`${template}:${version ?? ''}`));
}

/** How many new ones the first step lets stand together: its own number, and never more than surge, maximum and floor let (ROLL.md 1). */
export function firstBatch(course: Course, one: GroupCourse, of: 'low' | 'high'): number {
  const { policy } = course.case;
  const asked = one.asked.now()[of];
  const most = policy.max === 'raise' ? Infinity : Math.max(0, one.group.sizes.max - asked);
  // What the floor lets go first may make the batch larger, and need not.
  const first = of === 'high' ? asked - floorOf(asked, policy) : 0;
  const room = Math.min(most, amountOf(asked, policy.surge)) + first;
  const step = policy.firstStep === undefined ? asked : amountOf(asked, policy.firstStep);
  return Math.max(1, Math.min(asked, step, room));
}
