import { lifecycleOf } from '../../../region/model/autoscaling/members.ts';
import { type Affairs, wearsOut } from './play.ts';

/** What is not as it should be when all is over, and nobody has done anything for a quarter of an hour. */
export function troublesAtEnd(affairs: Affairs, ends: readonly string[]): string[] {
  const last = ends.at(-1);
  const { place, serves, proven } = affairs;
  // What strangers set is to stay: the judge knows, by the log, what that makes of the group.
  const strange = place.world.happenings.some(({ kind }) => kind === 'stranger');
  if (strange && last !== 'given up' && last !== 'stranded') return [];
  const order = place.world.group;
  const group = place.group();
  const wornOut = wearsOut(place.world) && (serves !== 'v1' || affairs.dead !== undefined);
  if (wornOut) return last === 'given up' ? ['it was given up'] : [];
  if (
    last === 'given up' ||
    last === 'paused' ||
    last === 'stranded' ||
    (last === 'unfit' && affairs.dead !== undefined)
  )
    return [`it was given up, with ${affairs.dead ?? 'nothing'} unfinished`];
  const image = place.images[serves];
  // What is left is named: that AZRebalance would move something, above all.
  const isLeft = ends.some((end) => end.endsWith(' but'));
  const isWarm = (place.world.policy.keepWarm ?? 0) > 0;
  const members = group.members
    .filter(({ phase }) => !isWarm || phase.lifecycle !== 'Standby')
    .map((member) => `${lifecycleOf(member.phase)} ${nameOf(affairs, member.imageId)}`);
  const found = {
    members: counted(members),
    template: nameOf(affairs, place.imageOf(group.template.version)),
    sizes: `${group.min} ${group.max} ${group.desired}`,
    grace: group.gracePeriod,
    suspended: isLeft ? '' : group.suspended.map(({ process }) => process).join(),
    protected: isLeft ? 0 : group.members.filter((member) => member.protected).length,
    tags: (isLeft ? [] : group.tags)
      .map(({ key }) => key)
      .filter((key) => !stays(key, isWarm))
      .join(),
    orphans: Math.max(0, place.versions() - proven),
  };
  const wanted: typeof found = {
    members: counted(Array.from({ length: order.size }, () => `InService ${serves}`)),
    template: nameOf(affairs, image),
    sizes: `${order.min} ${order.max} ${order.size}`,
    grace: order.grace,
    suspended: order.uneven && !isLeft ? 'AZRebalance' : '',
    protected: 0,
    tags: '',
    orphans: 0,
  };
  return Object.keys(found).flatMap((key) => {
    const [is, should] = [found[key as keyof typeof found], wanted[key as keyof typeof found]];
    return is === should ? [] : [`${key}: ${is}; should be: ${should}`];
  });
}

function nameOf({ place }: Affairs, image: string | undefined): string {
  return Object.entries(place.images).find(([, id]) => id === image)?.[0] ?? String(image);
}

function counted(words: readonly string[]): string {
  const groups = [...Map.groupBy(words, (word) => word)];
  return groups
    .map(([word, { length }]) => `${length} ${word}`)
    .toSorted()
    .join(', ');
}

/** What may stay on a group: what served, that a rollback froze it, and how long what waits in Standby waits. */
function stays(key: string, isWarm: boolean): boolean {
  return key === 'bakeroll:served' || key === 'bakeroll:frozen' || (isWarm && key === 'bakeroll:warm-until');
}
