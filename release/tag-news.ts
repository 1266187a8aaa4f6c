import type { Recorded } from '../ledger/facts.ts';
import type { Ask } from '../roll/ask.ts';
import { readTags } from '../roll/read-tags.ts';
import { TAG } from '../roll/tags.ts';
import type { Instant } from '../world/clock.ts';
import type { Told } from './tag-facts.ts';

type Tags = Readonly<Record<string, string>>;

/** What was asked of whoever drives. */
interface Asked {
  readonly kind: Ask['kind'];
  readonly roll: string;
}

/** What is new, and whether that is said by the roll's tags being gone. */
interface News {
  readonly told: Told[];
  readonly isGone: boolean;
}

/** What somebody who asked, and waits, by the tags of each group, sees of whoever drives: that the roll goes back, that it rests, how it ended. Each once. */
export function newsIn(
  facts: readonly Recorded[],
  all: readonly Tags[],
  { kind, roll }: Asked,
  at: Instant,
): News {
  const of = facts.filter((one) => one.roll === roll).map(({ fact }) => fact);
  if (of.some(({ type }) => type === 'roll-ended')) return { told: [], isGone: false };
  const read = all.map((tags) => readTags(tags));
  if (read.every((tags) => tags.roll?.id !== roll)) {
    const serves = read.every(({ served }) => served?.roll === roll);
    return { told: [ended(roll, at, serves ? 0 : 8, 'By the tags of its groups.')], isGone: true };
  }
  const known = of.some((fact) => fact.type === 'roll-fact' && fact.fact.type === 'going-back');
  const goesBack = read.some(({ phase }) => phase?.at === 'back');
  const because = 'somebody asked for it';
  const back: Told[] =
    goesBack && !known
      ? [{ at, roll, fact: { type: 'roll-fact', fact: { type: 'going-back', because } } }]
      : [];
  const rests = kind === 'pause' && all.every((tags) => !(TAG.ask in tags));
  return {
    told: [...back, ...(rests ? [ended(roll, at, 12, 'It rests, by the tags of its groups.')] : [])],
    isGone: false,
  };
}

function ended(roll: string, at: Instant, outcome: number, state: string): Told {
  const rests = outcome === 12 ? { rests: { because: 'it was paused', onPurpose: true } } : {};
  return { at, roll, fact: { type: 'roll-ended', outcome, state, ...rests } };
}
