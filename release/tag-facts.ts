import type { Fact, Recorded } from '../ledger/facts.ts';
import type { RollFact } from '../roll/facts.ts';
import { type Recalled, type Version, warmIn } from '../roll/from-tags.ts';
import { readDescription, readTags } from '../roll/read-tags.ts';
import type { GroupRecalled } from '../roll/recall.ts';

/** One fact as the tags tell it. */
export type Told = Pick<Recorded, 'at' | 'roll'> & { readonly fact: Fact };

/** Each of the environment's groups by its name, in the order written; undefined for one that cannot be seen. */
export type Groups = ReadonlyMap<string, GroupRecalled | undefined>;

/** Where the groups are, and what is rolled there as it is resolved now. */
export interface Around {
  readonly region: string;
  readonly resolved: Readonly<Record<string, never>>;
}

/** What served, is frozen, waits in Standby and is unfinished, by the groups' tags and their templates' versions alone: as the ledger would tell it. */
export function factsOfTags(groups: Groups, around: Around): Told[] {
  return [
    ...releasesTold(groups, around),
    ...servedTold(groups, around),
    ...warmTold(groups),
    ...unfinishedTold(groups, around),
  ];
}

/** The roll that is unfinished: of several that the groups name, the one with the highest fence. */
export function unfinishedIn(groups: Groups): Recalled | undefined {
  return [...groups.values()]
    .flatMap((group) => group?.recalled ?? [])
    .toSorted((a, b) => b.fence - a.fence)[0];
}

/** The highest fence that the tags name. */
export function fenceIn(groups: Groups): number {
  return unfinishedIn(groups)?.fence ?? 0;
}

/** What of the tags is not understood or not believed, each with its group. */
export function doubtsIn(groups: Groups): string[] {
  const roll = unfinishedIn(groups);
  return [...groups].flatMap(([name, group]) => {
    const strange =
      group?.recalled?.doubts ?? (group === undefined ? [] : readTags(group.fleet.tags).strange);
    const other = group?.recalled?.id === roll?.id ? undefined : group?.recalled?.id;
    const foreign =
      other === undefined
        ? []
        : [`its tags name the roll ${other}, which is not the last one: left as it is`];
    return [...strange, ...foreign].map((what) => `${name}: ${what}`);
  });
}

/** Images are believed that a version of a group's own template has whose description is a roll's; those of the tags are looked at before they are used. */
function releasesTold(groups: Groups, { region }: Around): Told[] {
  const images = new Map<number, string>();
  const note = (release: string | undefined, image: string | undefined) => {
    if (release !== undefined && image !== undefined) images.set(numberOf(release), image);
  };
  for (const group of groups.values()) {
    if (group === undefined) continue;
    const { served } = readTags(group.fleet.tags);
    note(group.recalled?.release, group.recalled?.image);
    note(served?.release, served?.image);
  }
  for (const group of groups.values())
    for (const version of group?.versions ?? [])
      note(readDescription(version.description)?.release, imageOf(version));
  return [...images].map(([release, image]) => ({
    at: 0,
    fact: { type: 'release-adopted', release, image: { [region]: image } },
  }));
}

function imageOf({ image }: Version): string | undefined {
  return image?.startsWith('ami-') ? image : undefined;
}

/** Of the last two that served the one before first. */
function servedTold(groups: Groups, around: Around): Told[] {
  const [first] = [...groups.values()].filter((group) => group !== undefined);
  const { served, frozen } = readTags(first?.fleet.tags ?? {});
  const known = new Map(
    releasesTold(groups, around).flatMap(({ fact }) =>
      fact.type === 'release-adopted' ? [[fact.release, fact.image[around.region] ?? '']] : [],
    ),
  );
  const ended = (roll: string, kind: 'roll' | 'rollback', release: string, outcome = 0): Told[] => {
    const image = known.get(numberOf(release)) ?? '';
    if (image === '') return [];
    const about = { at: 0, roll };
    return [
      { ...about, fact: beganFact({ kind, release, image, from: undefined }, around) },
      { ...about, fact: { type: 'roll-ended', outcome, state: 'By the tags of its groups.' } },
    ];
  };
  if (served === undefined) return [];
  const { release, from, roll = 'r-served' } = served;
  // A rollback that froze the environment left what served before it.
  const wasBack = frozen !== undefined && frozen.roll === roll;
  return [
    ...(wasBack ? ended('r-first', 'roll', release) : []),
    ...(from === undefined ? [] : ended('r-before', 'roll', from)),
    ...ended(roll, wasBack ? 'rollback' : 'roll', release),
    ...(frozen !== undefined && !wasBack ? ended(frozen.roll, 'rollback', from ?? release, 8) : []),
  ];
}

function warmTold(groups: Groups): Told[] {
  return [...groups].flatMap(([group, seen]): Told[] => {
    const waits = seen && warmIn(seen.fleet);
    if (seen === undefined || waits === undefined) return [];
    const { min, max, desired, grace, rebalanceSuspended } = seen.fleet.group;
    const baseline = {
      template: waits.template,
      min,
      max,
      desired,
      grace,
      rebalanceSuspended,
      asked: desired,
    };
    const facts = [
      { type: 'baseline', baseline },
      { type: 'warm', until: waits.until },
      { type: 'standing-by', instances: [...waits.instances] },
    ] satisfies RollFact[];
    return facts.map((fact) => ({ at: 0, roll: 'r-warm', fact: { type: 'roll-fact', group, fact } }));
  });
}

/** The roll that did not come to its end, with what each group remembers of it. */
export function unfinishedTold(groups: Groups, around: Around): Told[] {
  const roll = unfinishedIn(groups);
  if (roll?.release === undefined || roll.image === undefined) return [];
  const { id, kind, release, image, from, began } = roll;
  const about = { at: began, roll: id };
  return [
    { ...about, fact: beganFact({ kind, release, image, from }, around) },
    ...[...groups].flatMap(([group, seen]) =>
      (seen?.recalled?.id === id ? seen.recalled.facts : []).map((fact): Told => ({
        ...about,
        fact: { type: 'roll-fact', group, fact },
      })),
    ),
  ];
}

interface Began {
  readonly kind: 'roll' | 'rollback';
  readonly release: string;
  readonly image: string;
  readonly from: string | undefined;
}

export function beganFact({ kind, release, image, from }: Began, { resolved }: Around): Fact {
  return {
    ...{ type: 'roll-began', kind, release: numberOf(release), image },
    ...(from === undefined ? {} : { from: numberOf(from) }),
    ...{ by: 'somebody without the ledger', resolved },
  };
}

/** `v42` is 42. */
export function numberOf(release: string): number {
  return Number(release.slice(1));
}
