import type { Recorded } from '../ledger/facts.ts';
import type { Ask } from '../roll/ask.ts';
import { isOfAws } from '../roll/cloud.ts';
import { TAG } from '../roll/tags.ts';
import type { Millis } from '../world/clock.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import type { Told } from './tag-facts.ts';
import { newsIn } from './tag-news.ts';
import type { TaggedGroups, TaggedPlace } from './tagged-groups.ts';

/** How long a driver has to take an ask off before it is taken for dead (ROLL.md 7). */
const PATIENCE: Millis = 30_000;

/** Milliseconds between two looks at whether it did. */
const LOOK: Millis = 1_000;

/** For so many ticks the tags of a roll have to be gone before it is taken for ended. */
const GONE = 3;

/** What this process asked by the tags, and what it saw come of it. */
export interface Asker {
  ask(ask: Ask, roll: string): Promise<void>;
  /** Whether whoever drives shows it, by taking an ask off; who was asked to give way drives no more then. */
  isDriven(roll: string): Promise<boolean>;
  /** Whether it is known that nobody heard. */
  isDeaf(): boolean;
  /** What came of the ask, as facts that are not known yet. */
  news(facts: readonly Recorded[]): Promise<Told[]>;
}

/** Asks whoever drives the groups. */
export function asker({ world: { clock, note }, config }: TaggedPlace, groups: TaggedGroups): Asker {
  let asked: { readonly kind: Ask['kind'] | 'here'; readonly roll: string; readonly at: Millis } | undefined;
  let deaf = false;
  let goneSince: Millis | undefined;

  async function ask(what: Ask | 'here', roll: string): Promise<void> {
    await groups.ask(what, roll);
    asked = { kind: what === 'here' ? what : what.kind, roll, at: clock.monotonic() };
  }
  return {
    ask,
    isDeaf: () => deaf,
    async isDriven(roll) {
      if (deaf) return false;
      if (asked === undefined) await ask('here', roll);
      const { kind = 'here', at = 0 } = asked ?? {};
      if (clock.monotonic() - at < PATIENCE)
        note({
          step: 'tags',
          text: `waits until ${TAG.ask} is taken off, at most 30 s: nothing else tells whether somebody drives`,
        });
      for (;;) {
        const all = await seenOrNot(() => groups.tags());
        if (all?.every((tags) => !(TAG.roll in tags)) === true) return false;
        if (all?.some((tags) => TAG.roll in tags && !(TAG.ask in tags)) === true) return kind !== 'give-way';
        if (clock.monotonic() - at >= PATIENCE) break;
        await clock.sleep(LOOK);
      }
      deaf = true;
      await groups.clearAsk();
      return false;
    },
    async news(facts) {
      if (asked === undefined || asked.kind === 'here') return [];
      const { kind, roll } = asked;
      const all = await seenOrNot(() => groups.tags());
      if (all === undefined) return [];
      const { told, isGone } = newsIn(facts, all, { kind, roll }, clock.now());
      goneSince = isGone ? (goneSince ?? clock.monotonic()) : undefined;
      // An apply may have taken the tags away, and whoever drives writes them again.
      const surely = goneSince !== undefined && clock.monotonic() - goneSince >= GONE * config.roll.tick;
      return isGone && !surely ? [] : told;
    },
  };
}

/** What AWS does not show now it shows at a later look. */
async function seenOrNot<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (!isOfAws(error)) throw error;
    return undefined;
  }
}

/** Somebody drives it who has no lease of the ledger. */
export function driven(environment: string, roll: string): Failure {
  return new Failure({
    code: 'held',
    what: `${environment} is driven by somebody else: the roll ${roll}`,
    why: 'one drives an environment at a time, and who drives took the tag bakeroll:ask off just now',
    state: UNTOUCHED,
    next: `bakeroll pause ${environment} --no-ledger   brings it to rest; bakeroll abort ${environment} --no-ledger   has it go back`,
  });
}
