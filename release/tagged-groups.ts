import { resolve } from '../config/resolved.ts';
import type { Ask } from '../roll/ask.ts';
import { recallGroup } from '../roll/recall.ts';
import { askTag, servedAlone, TAG } from '../roll/tags.ts';
import { countedAt } from '../world/aws/fleet/counted.ts';
import { readGroup, tagGroup, untagGroup } from '../world/aws/fleet/group.ts';
import { policyFor } from './policy.ts';
import type { Session } from './session.ts';
import type { Around, Groups } from './tag-facts.ts';

/** A session, but for its ledger. */
export type TaggedPlace = Omit<Session, 'ledger'> & Around;

/** The place, with what a roll would store of it. */
export function taggedPlace(session: Omit<Session, 'ledger'>): TaggedPlace {
  const { config, environment, overrides, place } = session;
  const resolved = JSON.parse(JSON.stringify(resolve(config, environment, overrides))) as Around['resolved'];
  return { ...session, region: place.region, resolved };
}

/** The environment's groups, by their tags. */
export interface TaggedGroups {
  /** All that their tags tell; reads each group once, and the versions of its template. */
  look(): Promise<Groups>;
  /** The tags alone; none of a group that cannot be seen. */
  tags(): Promise<Readonly<Record<string, string>>[]>;
  /** Asks whoever drives; `here`: to take the tag off, and nothing else. */
  ask(ask: Ask | 'here', roll: string): Promise<void>;
  clearAsk(): Promise<void>;
  /** Lifts the freeze. */
  unlock(): Promise<void>;
  /** The ledger was told that a roll went back: its tag has done its work. */
  forgetWentBack(): Promise<void>;
}

/** @param named the roll that a person named */
export function taggedGroups(place: TaggedPlace, named: string | undefined): TaggedGroups {
  const { world, environment } = place;
  const aws = countedAt(place.place);
  const names = environment.groups.map(({ name }) => name);

  async function tags() {
    return Promise.all(names.map(async (name) => (await readGroup(aws, name))?.tags ?? {}));
  }
  /** Those of the groups that have that tag. */
  async function withTag(tag: string): Promise<string[]> {
    const all = await tags();
    return names.filter((_, i) => tag in (all[i] ?? {}));
  }
  async function untag(tag: string): Promise<void> {
    for (const name of await withTag(tag)) await untagGroup(aws, name, [tag]);
  }
  return {
    tags,
    async look() {
      const found = names.map(async (group) => {
        const order = { group, policy: policyFor(place, group) };
        return [group, await recallGroup(aws, world.clock, order, named)] as const;
      });
      return new Map(await Promise.all(found));
    },
    async ask(ask, roll) {
      const now = world.clock.now();
      const here = { [TAG.ask]: `here ${roll} ${new Date(now).toISOString()}` };
      const said = ask === 'here' ? here : askTag(ask, roll, now);
      // The group that is rolled now hears it; the others have their turn.
      for (const name of await withTag(TAG.roll)) await tagGroup(aws, name, said);
    },
    clearAsk: () => untag(TAG.ask),
    unlock: () => untag(TAG.frozen),
    async forgetWentBack() {
      const all = await tags();
      for (const [i, name] of names.entries()) {
        const text = all[i]?.[TAG.served];
        const rest = servedAlone(text);
        if (rest === text || text === undefined) continue;
        if (rest === '') await untagGroup(aws, name, [TAG.served]);
        else await tagGroup(aws, name, { [TAG.served]: rest });
      }
    },
  };
}
