import type { Fact, Recorded } from '../ledger/facts.ts';
import type { Held } from '../ledger/holder.ts';
import type { Lease } from '../ledger/lease.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Ask } from '../roll/ask.ts';
import type { Clock, Instant } from '../world/clock.ts';
import { asker, driven } from './ask-by-tag.ts';
import { doubtsIn, factsOfTags, fenceIn, type Groups, type Told, unfinishedIn } from './tag-facts.ts';
import { refuseUnowned } from './tag-images.ts';
import { taggedGroups, type TaggedPlace } from './tagged-groups.ts';

/** Facts that are remembered for as long as this process lives. */
interface Kept {
  readonly facts: readonly Recorded[];
  add(told: readonly (Told & { readonly environment?: string })[]): void;
  /** In place of all that was known. */
  begin(told: readonly Told[]): void;
}

/**
 * A ledger for when there is none that can be reached: it knows what the groups' tags tell, keeps what happens for as long as
 * the process lives, and asks by the tag `bakeroll:ask`. Who drives is the last one who wrote the tags; that somebody does is
 * seen by an ask that is taken off. Its releases are those that the tags and the templates' versions name; an image that has no
 * number gets 0.
 *
 * @param named the roll that a person named: where no tag names one, the description of a template's version does
 * @throws Refused, Unanswered; `acquire` throws Failure `group-unfit` where the tags name an image that is of nobody whom the
 *   config names, and `held` while somebody drives
 */
export async function ledgerOfTags(place: TaggedPlace, named: string | undefined): Promise<Ledger> {
  const { clock, note } = place.world;
  const groups = taggedGroups(place, named);
  const seen = await groups.look();
  for (const doubt of doubtsIn(seen)) note({ step: 'tags', text: doubt });
  const kept = keeping(place);
  kept.add(factsOfTags(seen, place));
  const asking = asker(place, groups);
  let drives = false;

  return {
    async record(fact, about = {}) {
      if (fact.type === 'asked' && about.roll !== undefined) await asking.ask(askOf(fact), about.roll);
      if (fact.type === 'unlocked') await groups.unlock();
      kept.add([{ at: clock.now(), ...about, fact }]);
    },
    async facts({ environment, roll } = {}) {
      if (!drives) kept.add(await asking.news(kept.facts));
      return kept.facts.filter(
        (one) =>
          (one.environment === undefined || one.environment === environment) &&
          (roll === undefined || one.roll === roll),
      );
    },
    asks: () => Promise.resolve([]),
    nextRelease: () => Promise.resolve(0),
    async acquire(environment, _, options = {}) {
      const first = await groups.look();
      await refuseUnowned(place, first);
      const unfinished = unfinishedIn(first);
      if (unfinished !== undefined && options.takeOver !== true && (await asking.isDriven(unfinished.id)))
        throw driven(environment, unfinished.id);
      await clock.sleep(place.config.roll.tick);
      const second = await groups.look();
      if (whoIn(first) !== whoIn(second))
        throw driven(environment, unfinishedIn(second)?.id ?? 'that ended just now');
      await refuseUnowned(place, second);
      kept.begin(factsOfTags(second, place));
      drives = true;
      return leaseOf(fenceIn(second) + 1, kept, clock);
    },
    holder: () =>
      Promise.resolve(drives || asking.isDeaf() ? undefined : holderOf(seen, kept.facts, clock.now())),
  };
}

/** Who drives, as the tags have it: the roll and its fence. */
function whoIn(groups: Groups): string {
  return `${unfinishedIn(groups)?.id ?? ''} ${fenceIn(groups)}`;
}

/** Whoever drives the roll that the tags name, if anybody does: that they do not say. */
function holderOf(groups: Groups, facts: readonly Recorded[], now: Instant): Held | undefined {
  const roll = unfinishedIn(groups);
  const isOver = facts.some(({ roll: id, fact }) => id === roll?.id && fact.type === 'roll-ended');
  if (roll === undefined || isOver) return undefined;
  const who = 'whoever drives it: its tags do not say whether anybody does';
  return { who, roll: roll.id, token: roll.fence, since: roll.began, until: now };
}

function keeping({ name }: TaggedPlace): Kept {
  const facts: Recorded[] = [];
  let last = 0;
  const add: Kept['add'] = (told) => {
    for (const one of told) {
      last += 1;
      const environment = one.fact.type === 'release-adopted' ? {} : { environment: name };
      facts.push({ ...environment, ...one, id: last });
    }
  };
  return {
    facts,
    add,
    begin: (told) => {
      facts.length = 0;
      add(told);
    },
  };
}

function askOf({ ask, by, force = false }: Extract<Fact, { type: 'asked' }>): Ask {
  return ask === 'abort' ? { kind: ask, by, force } : { kind: ask, by };
}

/** Nobody can take it away but by the tags, at which the engine looks each tick. */
function leaseOf(token: number, kept: Kept, clock: Clock): Lease {
  return {
    token,
    signal: new AbortController().signal,
    assertHeld: () => undefined,
    record: (fact, roll) => {
      kept.add([{ at: clock.now(), roll, fact }]);
      return Promise.resolve();
    },
    giveUp: () => Promise.resolve(),
  };
}
