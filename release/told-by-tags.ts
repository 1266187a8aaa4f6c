import type { Recorded } from '../ledger/facts.ts';
import { releaseOfImage, releases } from '../ledger/folds/releases.ts';
import { rolls } from '../ledger/folds/rolls.ts';
import { isUnfinished } from '../ledger/folds/status.ts';
import type { Lease } from '../ledger/lease.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { isOfAws } from '../roll/cloud.ts';
import { readTags } from '../roll/read-tags.ts';
import type { Instant } from '../world/clock.ts';
import { asker, driven } from './ask-by-tag.ts';
import { beganFact, type Groups, type Told, unfinishedIn, unfinishedTold } from './tag-facts.ts';
import { taggedGroups, type TaggedPlace } from './tagged-groups.ts';

/**
 * The ledger, with what was done without it: a roll that the groups' tags tell of and that it was not told of is seen as if it had
 * been, and is told to it by whoever drives next. Only what a driver without a ledger wrote counts; of a roll that both know the
 * tags' word is the later one, for whoever has the ledger writes them anew (ROLL.md 7).
 */
export function withTags(ledger: Ledger, place: TaggedPlace): Ledger {
  const groups = taggedGroups(place, undefined);
  let seen: Promise<Groups> | undefined;
  let isTold = false;

  /** What is asked for says itself what it cannot see. Only tags of a driver without a ledger are worth a look at all else. */
  async function looked(): Promise<Groups> {
    try {
      const all = await groups.tags();
      return all.some(isOfNoLedger) ? await groups.look() : new Map();
    } catch (error) {
      if (!isOfAws(error)) throw error;
      return new Map();
    }
  }

  async function untold(facts: readonly Recorded[]): Promise<Told[]> {
    if (isTold) return [];
    seen ??= looked();
    return newsOf(facts, await seen, place);
  }

  async function tell(environment: string, lease: Lease): Promise<void> {
    seen = undefined;
    const news = await untold(await ledger.facts({ environment }));
    for (const { fact, roll } of news) {
      if (roll !== undefined) await lease.record(fact, roll);
      else if (fact.type === 'release-adopted')
        await ledger.record({ ...fact, release: await ledger.nextRelease() });
    }
    isTold = true;
    if (news.length === 0) return;
    place.world.note({ step: 'ledger', text: 'was told what the tags say was done without it' });
    await groups.forgetWentBack();
  }

  /** Somebody without the ledger may drive, whom no lease shows. */
  async function refuseDriven(environment: string): Promise<void> {
    const roll = unfinishedIn(await looked());
    if (roll?.alone !== true || roll.fence === 0) return;
    if (await asker(place, groups).isDriven(roll.id)) throw driven(environment, roll.id);
  }

  return {
    ...ledger,
    async facts(of = {}) {
      const known = await ledger.facts(of);
      const environment = of.environment ?? place.name;
      if (environment !== place.name) return known;
      const all =
        of.roll === undefined && of.environment !== undefined ? known : await ledger.facts({ environment });
      const news = recorded(await untold(all), place.name, all.at(-1)?.id ?? 0);
      return [
        ...known,
        ...news.filter((one) =>
          of.environment === undefined ? one.roll === undefined : !of.roll || one.roll === of.roll,
        ),
      ];
    },
    async record(fact, about) {
      await ledger.record(fact, about);
      if (fact.type === 'unlocked') await groups.unlock();
    },
    async acquire(environment, holder, options) {
      const lease = await ledger.acquire(environment, holder, options);
      try {
        if (options?.takeOver !== true) await refuseDriven(environment);
        await tell(environment, lease);
        return lease;
      } catch (error) {
        await lease.giveUp();
        throw error;
      }
    },
  };
}

/** Whether a driver without a ledger has written any of them. */
function isOfNoLedger(tags: Readonly<Record<string, string>>): boolean {
  const { roll, served, wentBack } = readTags(tags);
  return roll?.alone === true || served?.alone === true || wentBack !== undefined;
}

/** What the tags tell and these facts do not. */
export function newsOf(facts: readonly Recorded[], groups: Groups, place: TaggedPlace): Told[] {
  // What was told last may be ahead, by the database's clock.
  const at = Math.max(place.world.clock.now(), facts.at(-1)?.at ?? 0);
  const news = [...endsTold(facts, groups, place, at), ...goesOnTold(facts, groups, place)];
  return news.map((one) => ({ ...one, at }));
}

/** A roll that goes on, and that a driver without a ledger has driven last. */
function goesOnTold(facts: readonly Recorded[], groups: Groups, place: TaggedPlace): Told[] {
  const roll = unfinishedIn(groups);
  if (roll?.alone !== true || roll.fence === 0) return [];
  const known = rolls(facts).find(({ id }) => id === roll.id);
  const told = unfinishedTold(groups, place);
  if (known === undefined) return numbered(facts, told, place);
  return isUnfinished(known) ? told.filter(({ fact }) => fact.type === 'roll-fact') : [];
}

/** One that ended: its release serves, or it went back. */
function endsTold(facts: readonly Recorded[], groups: Groups, place: TaggedPlace, at: Instant): Told[] {
  const [first] = [...groups.values()].filter((group) => group !== undefined);
  const { served, wentBack, frozen } = readTags(first?.fleet.tags ?? {});
  const ended = (roll: string, outcome: number): Told => ({
    ...{ at, roll },
    fact: { type: 'roll-ended', outcome, state: 'It ended without the ledger, by the tags of its groups.' },
  });
  const all = rolls(facts);
  const isOpen = (id: string) => all.some((roll) => roll.id === id && isUnfinished(roll));
  if (wentBack !== undefined && isOpen(wentBack)) return [ended(wentBack, 8)];
  if (served?.alone !== true || served.roll === undefined) return [];
  const { roll, release, image, from } = served;
  if (isOpen(roll)) return [ended(roll, 0)];
  if (all.some(({ id }) => id === roll)) return [];
  const kind = frozen?.roll === roll ? 'rollback' : 'roll';
  return numbered(
    facts,
    [{ at, roll, fact: beganFact({ kind, release, image, from }, place) }, ended(roll, 0)],
    place,
  );
}

/** Under the number that the ledger has for the image; one that it has none for gets the next. */
function numbered(facts: readonly Recorded[], told: readonly Told[], { region }: TaggedPlace): Told[] {
  const all = releases(facts);
  const [began] = told.flatMap(({ fact }) => (fact.type === 'roll-began' ? [fact] : []));
  if (began === undefined) return [];
  const { image } = began;
  const known = releaseOfImage(all, image)?.release;
  const release = known ?? Math.max(0, ...all.keys()) + 1;
  const adopted: Told = { at: 0, fact: { type: 'release-adopted', release, image: { [region]: image } } };
  const under = told.map((one) => (one.fact === began ? { ...one, fact: { ...began, release } } : one));
  return [...(known === undefined ? [adopted] : []), ...under];
}

function recorded(told: readonly Told[], environment: string, last: number): Recorded[] {
  return told.map((one, i) => ({
    ...(one.roll === undefined ? {} : { environment }),
    ...one,
    id: last + 1 + i,
  }));
}
