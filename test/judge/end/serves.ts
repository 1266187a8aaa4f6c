import type { Course, GroupCourse } from '../course.ts';
import { type Member, stays } from '../place.ts';
import { madeOf } from '../proof.ts';
import type { Breach } from './end.ts';

/** What was wanted serves alone, or what was there before does; and as many as are asked for. */
export function serveBreaches(
  course: Course,
  one: GroupCourse,
  serves: 'wanted' | 'before',
): readonly Breach[] {
  const strange = [...one.group.members.values()]
    .filter(stays)
    .filter((member) => isStrange(course, one, serves, member));
  const ids = strange.map(({ id, image }) => `${id} of ${image}`).join(', ');
  const alone: readonly Breach[] =
    strange.length === 0 || (course.case.end?.exit ?? 0) === 10
      ? []
      : [['end-image', `${ids} is still there`]];
  return [...alone, ...templateBreaches(course, one, serves), ...capacityBreaches(course, one, serves)];
}

function isStrange(
  course: Course,
  one: GroupCourse,
  serves: 'wanted' | 'before',
  { id, image }: Member,
): boolean {
  if (serves === 'wanted') return image !== course.case.image;
  return madeOf(course, one).some((member) => member.id === id);
}

function templateBreaches(
  { case: { image }, place }: Course,
  { group, kept, movedByOthers }: GroupCourse,
  serves: 'wanted' | 'before',
): readonly Breach[] {
  const { template, version } = group.settings;
  if (movedByOthers) return [];
  const launches = place.versions.get(`${template}:${version}`)?.image;
  if (serves === 'wanted' && launches !== image)
    return [['end-image', `the template is version ${version}, with ${launches ?? 'no image'}`]];
  const isBack = template === kept.template && version === kept.version;
  if (serves === 'before' && !isBack)
    return [['end-image', `the template is version ${version}, and was ${kept.version}`]];
  return [];
}

/** What happened a moment ago could not be known yet; and what served before serves, though the group launches more of it. */
function capacityBreaches(
  course: Course,
  { asked, serving, sizes, group, launched }: GroupCourse,
  serves: 'wanted' | 'before',
): readonly Breach[] {
  const to = course.case.to ?? course.lastAt;
  const from = to - course.unknown;
  const lately = asked.between(from, to);
  const [low, high] = [Math.min(...lately.map((one) => one.low)), Math.max(...lately.map((one) => one.high))];
  const { desired } = sizes.now();
  const coming = [...group.members.values()].filter(
    (member) => stays(member) && !serving.now().has(member.id) && !launched.has(member.id),
  );
  const served = Math.max(...serving.between(from, to).map(({ size }) => size));
  const isShort = served + (serves === 'before' ? coming.length : 0) < low;
  const breaches: Breach[] = [];
  if (desired < low || desired > high)
    breaches.push([
      'end-capacity',
      `desired is ${desired}, and ${low === high ? low : `${low} to ${high}`} are asked for`,
    ]);
  if (isShort) breaches.push(['end-capacity', `${served} serve, and ${low} are asked for`]);
  return breaches;
}
