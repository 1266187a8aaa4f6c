import type { TimedEvent } from '../../region/event.ts';
import type { Asked } from './asked.ts';
import type { Case, JudgedGroup } from './case.ts';
import { type Group, isEven, type Settings, type Sizes, type Standing } from './place.ts';
import type { Request } from './request.ts';
import { type Timeline, timeline } from './timeline.ts';

/** A request, and who drives; undefined where it is a stranger's. */
export interface Asker extends Request {
  readonly driver: string | undefined;
}

/** An event, and who is behind it. */
export type Moment =
  /** A request, before anything that it does. */
  | { readonly kind: 'request'; readonly request: Asker }
  /** A change that has happened. */
  | {
      readonly kind: 'change';
      readonly event: TimedEvent;
      /** The request that did it at once; undefined: the region did it by itself. */
      readonly by: Asker | undefined;
      /** The group before, where its sizes or its settings changed. */
      readonly was: (Sizes & Settings) | undefined;
    };

/** What a group is to be when the roll has ended: as it was at the beginning, with strangers' edits applied. */
export interface Kept extends Sizes, Settings {
  readonly protected: ReadonlySet<string>;
}

/** One group's way through the roll. */
export interface GroupCourse {
  readonly judged: JudgedGroup;
  readonly name: string;
  /** As it is now. */
  readonly group: Group;
  /** As it was when the roll began. */
  readonly baseline: Sizes & Settings;
  kept: Kept;
  readonly asked: Timeline<Asked>;
  readonly sizes: Timeline<Sizes>;
  /** The ids of those that serve. */
  readonly serving: Timeline<ReadonlySet<string>>;
  /** Since when each of them serves. */
  readonly servesSince: Map<string, number>;
  /** What drivers launched. */
  readonly launched: Set<string>;
  /** What drivers asked to end or to stand by, and was done. */
  readonly takenOut: { readonly at: number; readonly id: string }[];
  /** Whether its zones differ by at most one. */
  readonly even: Timeline<boolean>;
  /** When drivers looked: answered reads of the group (whole), or of its target groups. */
  readonly looks: Look[];
  /** When members that are gone left. */
  readonly left: Map<string, number>;
  /** What drivers wrote: `min 4`. */
  readonly wrote: Set<string>;
  /** Whether a stranger moved it to another template or version. */
  movedByOthers: boolean;
  /** Whether enough new ones have served long enough: no driver can have proven the version earlier. */
  isProven: boolean;
}

export interface Look {
  readonly at: number;
  readonly driver: string;
  /** Whether it showed the group itself. */
  readonly isWhole: boolean;
  /** Those that served, as it showed them. */
  readonly serving: ReadonlySet<string>;
  readonly sizes: Sizes;
  readonly isEven: boolean;
}

export interface Course {
  readonly case: Case;
  readonly place: Standing;
  readonly groups: ReadonlyMap<string, GroupCourse>;
  /** The groups in which instances are, or were. */
  readonly homes: Map<string, string>;
  /** Versions that drivers made: `lt-…:7`. */
  readonly made: Set<string>;
  /** What drivers asked for that writes. */
  readonly writes: Asker[];
  /** The instant of the latest event. */
  lastAt: number;
  /** How long what is so may be unknown to a driver that looks each tick. */
  readonly unknown: number;
}

/** @throws Error where the log does not know one of the groups before the roll */
export function startCourse(place: Standing, judged: Case): Course {
  const homes = new Map<string, string>();
  const groups = judged.groups.map((one): [string, GroupCourse] => [one.name, startGroup(place, one)]);
  for (const [name, { group }] of groups) for (const id of group.members.keys()) homes.set(id, name);
  return {
    ...{
      case: judged,
      place,
      groups: new Map(groups),
      homes,
      made: new Set<string>(),
      writes: [],
      lastAt: judged.from,
    },
    unknown: 4 * judged.policy.tick + (judged.lag ?? 0),
  };
}

function startGroup(place: Standing, judged: JudgedGroup): GroupCourse {
  const group = place.groups.get(judged.name);
  if (group === undefined) throw new Error(`the log does not know the group ${judged.name} before the roll`);
  const { sizes, settings, members } = group;
  const asked = judged.asked ?? sizes.desired;
  const all = [...members.values()];
  const guarded = all.filter((member) => member.protected).map(({ id }) => id);
  const serving = all.filter((member) => place.serves(member, judged.targetGroups)).map(({ id }) => id);
  return {
    ...{ judged, name: judged.name, group, baseline: { ...sizes, ...settings } },
    kept: { ...sizes, ...settings, protected: new Set(guarded) },
    asked: timeline<Asked>({ low: asked, high: asked }),
    ...{ sizes: timeline(sizes), serving: timeline<ReadonlySet<string>>(new Set(serving)) },
    even: timeline(isEven(group)),
    servesSince: new Map(serving.map((id) => [id, -Infinity])),
    ...{
      takenOut: [],
      looks: [],
      wrote: new Set<string>(),
      launched: new Set<string>(),
      left: new Map(),
      movedByOthers: false,
      isProven: false,
    },
  };
}

/** The group that a request is about: by its name, or by an instance that is or was in it. */
export function groupOf({ groups, homes }: Course, { groups: names, ids }: Request): GroupCourse | undefined {
  const name = names.find((one) => groups.has(one)) ?? homes.get(ids[0] ?? '');
  return name === undefined ? undefined : groups.get(name);
}

/** The latest of a driver's looks. @param whole one that showed the group itself */
export function lastLook(
  { looks }: GroupCourse,
  driver: string | undefined,
  whole = false,
): Look | undefined {
  return looks.findLast((look) => look.driver === driver && (look.isWhole || !whole));
}
