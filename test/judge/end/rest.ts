import type { Course, GroupCourse } from '../course.ts';
import { stays } from '../place.ts';
import { freshOf } from '../proof.ts';
import type { Breach } from './end.ts';
import { listed } from './settings.ts';

/** At rest (ROLL.md 7): the template at a proven version, each setting as it was where that moves nothing. */
export function restBreaches(course: Course, one: GroupCourse): readonly Breach[] {
  const { group, kept, isProven, movedByOthers, serving } = one;
  const { sizes, settings } = group;
  const breaches: Breach[] = [];
  const isNew = course.made.has(`${settings.template}:${settings.version}`);
  if (isNew && !isProven && !movedByOthers)
    breaches.push(['end-rest', `the template is version ${settings.version}, which is not proven`]);
  if (sizes.max !== kept.max && sizes.desired <= kept.max)
    breaches.push(['end-rest', `the maximum is ${sizes.max}, and it is to be ${kept.max}`]);
  const fresh = freshOf(course, one).filter(stays);
  const isCalm = fresh.every(({ id }) => serving.now().has(id));
  if (isCalm && sizes.min !== kept.min)
    breaches.push(['end-rest', `the minimum is ${sizes.min}, and it is to be ${kept.min}`]);
  if (settings.grace !== kept.grace)
    breaches.push(['end-rest', `the grace period is ${settings.grace}, and it is to be ${kept.grace}`]);
  if (isEven(one) && listed(settings.suspended) !== listed(kept.suspended)) {
    const due = listed(kept.suspended);
    breaches.push(['end-rest', `suspended processes: ${listed(settings.suspended)}, and it is to be ${due}`]);
  }
  return breaches;
}

/** Whether the zones differ by at most one: then AZRebalance moves nothing. */
export function isEven({ group, zones }: GroupCourse): boolean {
  const members = [...group.members.values()].filter(stays);
  const counts = [...zones].map((zone) => members.filter((member) => member.zone === zone).length);
  return counts.length === 0 || Math.max(...counts) - Math.min(...counts) <= 1;
}
