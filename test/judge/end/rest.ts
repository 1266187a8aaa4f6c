import type { Course, GroupCourse } from '../course.ts';
import { isEven, stays } from '../place.ts';
import { freshOf } from '../proof.ts';
import type { Breach } from './end.ts';
import { differs } from './settings.ts';

/** At rest (ROLL.md 7): the template at a proven version, each setting as it was where that moves nothing. */
export function restBreaches(course: Course, one: GroupCourse): readonly Breach[] {
  const { group, kept, isProven, movedByOthers, serving } = one;
  const { template, version } = group.settings;
  const fresh = freshOf(course, one).filter(stays);
  const isCalm = fresh.every(({ id }) => serving.now().has(id));
  const strange =
    course.made.has(`${template}:${version}`) && !isProven && !movedByOthers
      ? `the template is version ${version}, which is not proven`
      : undefined;
  return [
    strange,
    differs(one, 'grace'),
    group.sizes.desired <= kept.max ? differs(one, 'max') : undefined,
    isCalm ? differs(one, 'min') : undefined,
    isEven(group) ? differs(one, 'suspended') : undefined,
  ].flatMap((what): Breach[] => (what === undefined ? [] : [['end-rest', what]]));
}
