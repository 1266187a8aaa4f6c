import type { Instant } from '../world/clock.ts';
import type { Ask } from './ask.ts';
import type { Baseline } from './facts.ts';
import type { Goal } from './goal.ts';
import { graceOf } from './numbers.ts';
import { redact } from './redact.ts';

/**
 * The group's tags: the second memory, for people and for a runner without the ledger. Hints, never trust (ROLL.md 7). This file
 * writes them, `read-tags.ts` reads them back.
 */
export const TAG = {
  /** `r-1 4 roll 2026-11-21T08:00:00.000Z`: id, fence, kind, since when; `alone`, where it began without a ledger. */
  roll: 'bakeroll:roll',
  /** `v2 ami-0abc from v1`: the release, its image, what served; `takes 3`: by that version, which was there before. */
  goal: 'bakeroll:goal',
  /** `lt-0abc:3 1 6 0 desired=3 …`: the group as it was found, and what the roll sets meanwhile. */
  before: 'bakeroll:before',
  /** `unproven`, `proven`, or `back 4 why`, with the version that was made. */
  phase: 'bakeroll:phase',
  /** `abort r-1 force 2026-11-21T08:00:00.000Z anna`: what somebody asks of whoever drives. */
  ask: 'bakeroll:ask',
  /** So long those in Standby wait, for a rollback; `but i-1,i-2`: those somebody else put there. Whoever comes next ends them then. */
  warm: 'bakeroll:warm-until',
  /** `r-1 2026-11-21T08:00:00.000Z`: the rollback since which no roll goes forward. */
  frozen: 'bakeroll:frozen',
  /** `v2 ami-0abc r-1, v1`: the last two that served, the newest first, and the roll that brought it; `alone`, as above; `; r-3 went back`, of which no ledger was told. */
  served: 'bakeroll:served',
} as const;

/** What is taken off when the roll ends. */
export const PASSING: readonly string[] = [TAG.roll, TAG.goal, TAG.before, TAG.phase, TAG.ask];

/** AWS takes so many characters in a tag's value, and one fewer in the description of a template's version. */
const LONGEST = 256;

/** What is known of a roll as soon as it begins. */
export interface Begun {
  readonly baseline: Baseline;
  /** The versions that dead rolls left, and that this one is to delete. */
  readonly over?: readonly number[];
  /** The version that it goes to, where that was there before. */
  readonly takes?: number | undefined;
}

/** What the group says of a roll that goes on. */
export function rollTags(goal: Goal, begun: Begun, phase: Phase): Record<string, string> {
  const { roll, fence, kind, release, image, from, began, alone } = goal;
  const came = from === undefined ? '' : ` from ${from}`;
  const takes = begun.takes === undefined ? '' : ` takes ${begun.takes}`;
  const since = new Date(began).toISOString();
  return {
    [TAG.roll]: `${roll} ${fence} ${kind} ${since}${alone === undefined ? '' : ' alone'}`,
    [TAG.goal]: `${release} ${image}${came}${takes}`,
    [TAG.before]: describeBefore(begun, oursIn(goal, begun), LONGEST),
    ...phaseTag(phase),
  };
}

export type Phase =
  | { readonly at: 'unproven' | 'proven' }
  | { readonly at: 'back'; readonly version: number | undefined; readonly why: string };

export function phaseTag(phase: Phase): Record<string, string> {
  const more = phase.at === 'back' ? ` ${phase.version ?? '-'} ${redact(phase.why, [])}` : '';
  return { [TAG.phase]: printable(`${phase.at}${more}`) };
}

/** That a roll went back, and no ledger was told of it, is put after what served. */
export function wentBackTag({ roll }: Goal, served: string | undefined): Record<string, string> {
  const before = servedAlone(served);
  return { [TAG.served]: `${before === '' ? '' : `${before}; `}${roll} went back` };
}

/** What served, without what went back since. */
export function servedAlone(served = ''): string {
  return served.replace(/(?:^|; )r-[\w-]{1,60} went back$/, '');
}

/** Of whom those in Standby wait for, and until when. */
export function warmTag(until: Instant, { spared }: Pick<Baseline, 'spared'>): Record<string, string> {
  const since = new Date(until).toISOString();
  return { [TAG.warm]: `${since}${idsIn(' but ', spared ?? [], LONGEST - since.length)}` };
}

/** What stays: the last two that served. */
export function servedTag({ release, image, from, roll, alone }: Goal): Record<string, string> {
  const before = from === undefined ? '' : `, ${from}`;
  return { [TAG.served]: `${release} ${image} ${roll}${alone === undefined ? '' : ' alone'}${before}` };
}

export function frozenTag({ roll, began }: Goal): Record<string, string> {
  return { [TAG.frozen]: `${roll} ${new Date(began).toISOString()}` };
}

export function askTag(ask: Ask, roll: string, now: Instant): Record<string, string> {
  const force = ask.kind === 'abort' && ask.force ? ' force' : '';
  return { [TAG.ask]: printable(`${ask.kind} ${roll}${force} ${new Date(now).toISOString()} ${ask.by}`) };
}

/** What a version of the template says of itself: the roll that made it, and what the group was before. Nobody else manages it. */
export function descriptionOf({ roll, release }: Goal, begun: Begun, base?: number): string {
  const made = base === undefined ? '' : `, made from version ${base}`;
  const text = `bakeroll ${roll} ${release}, from version ${begun.baseline.template.version}${made}: `;
  // Nothing of the policy, or of this process: whoever asks for the version again has to say the same.
  return `${text}${describeBefore(begun, [], LONGEST - 1 - text.length)}`;
}

/** The roll that made a version of a launch template, by the version's description; undefined where none of ours did. */
export function rollIn(description: string): string | undefined {
  return /^bakeroll (r-\S+) /.exec(description)?.[1];
}

/** What the roll sets for its length, so that it is known again, and from when on changes by others count. */
function oursIn({ policy }: Goal, { baseline: { grace, since } }: Begun): string[] {
  const ours = graceOf(policy);
  return [
    ...(since === undefined ? [] : [`since=${since}`]),
    ...(ours > grace ? [`grace=${ours}`] : []),
    ...(policy.max === 'raise' ? ['raise'] : []),
  ];
}

/** What does not fit is left out, from the end: the instances that are not the roll's, then what dead rolls left. */
function describeBefore({ baseline, over = [] }: Begun, ours: readonly string[], most: number): string {
  const { template, min, max, desired, asked, grace, rebalanceSuspended, spared = [] } = baseline;
  const newest = over.toSorted((a, b) => b - a).slice(0, 4);
  const words = [
    `${template.id}:${template.version} ${min} ${max} ${grace}`,
    ...(rebalanceSuspended ? [] : ['AZRebalance']),
    `desired=${desired} asked=${asked}`,
    ...ours,
    ...(newest.length === 0 ? [] : [`over=${newest.join(',')}`]),
  ].join(' ');
  return `${words}${idsIn(' spared=', spared, most - words.length)}`;
}

/** Those ids, or that there are too many of them to be named. */
function idsIn(word: string, ids: readonly string[], room: number): string {
  if (ids.length === 0) return '';
  const all = `${word}${ids.join(',')}`;
  return all.length <= room ? all : `${word}many`;
}

/** What AWS takes in a tag, and a terminal shows as it is. */
function printable(text: string): string {
  return text.replaceAll(/[^\u0020-\u007e]/g, '?').slice(0, LONGEST);
}
