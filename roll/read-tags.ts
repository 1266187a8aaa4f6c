import type { Instant } from '../world/clock.ts';
import type { Ask } from './ask.ts';
import type { Template } from './fleet.ts';
import { type Phase, servedAlone, TAG } from './tags.ts';

/** What a group's tags say, as far as it is understood. Anybody who may tag the group may have written it. */
export interface TagsRead {
  readonly roll?: RollTag;
  readonly goal?: GoalTag;
  readonly before?: Before;
  readonly phase?: Phase;
  readonly ask?: AskTag;
  readonly warm?: { readonly until: Instant; readonly spared: readonly string[] | 'many' };
  readonly frozen?: { readonly roll: string; readonly since: Instant };
  readonly served?: ServedTag;
  /** A roll that went back since, and that no ledger was told of. */
  readonly wentBack?: string;
  /** Those that are there, and are not understood: each a sentence. */
  readonly strange: readonly string[];
}

export interface RollTag {
  readonly id: string;
  readonly fence: number;
  readonly kind: 'roll' | 'rollback';
  readonly began: Instant;
  /** Whether it was begun without a ledger. */
  readonly alone: boolean;
}

interface GoalTag {
  readonly release: string;
  readonly image: string;
  readonly from: string | undefined;
  /** The version that was there before. */
  readonly takes: number | undefined;
}

/** The group as a roll found it, and what that roll sets meanwhile. */
export interface Before {
  readonly template: Template;
  readonly min: number;
  readonly max: number;
  readonly grace: number;
  readonly desired: number;
  readonly asked: number;
  readonly since: Instant | undefined;
  /** Whether the roll suspends AZRebalance. */
  readonly suspends: boolean;
  /** The grace period that it sets; undefined where it sets none. */
  readonly sets: number | undefined;
  readonly raises: boolean;
  readonly over: readonly number[];
  readonly spared: readonly string[] | 'many';
}

interface AskTag {
  readonly ask: Ask;
  readonly roll: string;
  readonly at: Instant;
}

interface ServedTag {
  readonly release: string;
  readonly image: string;
  readonly roll: string | undefined;
  readonly alone: boolean;
  readonly from: string | undefined;
}

/** Reads every tag of ours; what is not exactly what we write is not understood, and is said. */
export function readTags(tags: Readonly<Record<string, string>>): TagsRead {
  const strange: string[] = [];
  const read = <T>(name: string, as: (text: string) => T | undefined): T | undefined => {
    const text = tags[name];
    if (text === undefined) return undefined;
    const found = as(text);
    if (found === undefined) strange.push(`the tag ${name} is not understood: ${shown(text)}`);
    return found;
  };
  const wentBack = wentBackIn(tags[TAG.served] ?? '');
  const served = servedAlone(tags[TAG.served]);
  const found = {
    roll: read(TAG.roll, rollIn),
    goal: read(TAG.goal, goalIn),
    before: read(TAG.before, readBefore),
    phase: read(TAG.phase, phaseIn),
    ask: read(TAG.ask, askIn),
    warm: read(TAG.warm, warmIn),
    frozen: read(TAG.frozen, frozenIn),
    served: served === '' && wentBack !== undefined ? undefined : read(TAG.served, () => servedIn(served)),
    wentBack,
  };
  const there = Object.entries(found).filter(([, value]) => value !== undefined);
  return { ...(Object.fromEntries(there) as Omit<TagsRead, 'strange'>), strange };
}

/** What the description of a template's version says; undefined where no roll of ours wrote it. */
export interface DescriptionRead {
  readonly roll: string;
  readonly release: string;
  /** The version that the group ran. */
  readonly from: number;
  readonly before: Before | undefined;
}

export function readDescription(text: string): DescriptionRead | undefined {
  const [, roll, release, from, words] =
    /^bakeroll (r-[\w-]{1,60}) (v\d{1,16}), from version (\d{1,9})(?:, made from version \d{1,9})?(?:: (.*))?$/.exec(
      text,
    ) ?? [];
  if (roll === undefined || release === undefined) return undefined;
  return { roll, release, from: Number(from), before: words === undefined ? undefined : readBefore(words) };
}

const ISO = String.raw`(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)`;
const ROLL = String.raw`(r-[\w-]{1,60})`;
const IMAGE = String.raw`(ami-[\w-]{1,40})`;
const RELEASE = String.raw`(v\d{1,16})`;

function rollIn(text: string): RollTag | undefined {
  const pattern = new RegExp(`^${ROLL} (\\d{1,16}) (roll|rollback) ${ISO}( alone)?$`);
  const [, id, fence, kind, since, alone] = pattern.exec(text) ?? [];
  const began = Date.parse(since ?? '');
  if (id === undefined || Number.isNaN(began)) return undefined;
  return {
    ...{ id, fence: Number(fence), began, alone: alone !== undefined },
    kind: kind === 'roll' ? 'roll' : 'rollback',
  };
}

function goalIn(text: string): GoalTag | undefined {
  const pattern = new RegExp(`^${RELEASE} ${IMAGE}(?: from ${RELEASE})?(?: takes (\\d{1,9}))?$`);
  const [, release, image, from, takes] = pattern.exec(text) ?? [];
  if (release === undefined || image === undefined) return undefined;
  return { release, image, from, takes: takes === undefined ? undefined : Number(takes) };
}

function readBefore(text: string): Before | undefined {
  const [, id, version, min, max, grace, rest = ''] =
    /^(lt-[\w-]{1,40}):(\d{1,9}) (\d{1,6}) (\d{1,6}) (\d{1,9})((?: \S+)*)$/.exec(text) ?? [];
  if (id === undefined) return undefined;
  const words = new Map(
    rest
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => [word.split('=')[0] ?? '', word.split('=')[1] ?? '']),
  );
  const [desired, asked] = [numberIn(words.get('desired')), numberIn(words.get('asked'))];
  if (desired === undefined || asked === undefined) return undefined;
  const spared = words.get('spared') ?? '';
  return {
    template: { id, version: Number(version) },
    ...{ min: Number(min), max: Number(max), grace: Number(grace), desired, asked },
    since: numberIn(words.get('since')),
    suspends: words.has('AZRebalance'),
    sets: numberIn(words.get('grace')),
    raises: words.has('raise'),
    over: (words.get('over') ?? '').split(',').flatMap((word) => numberIn(word) ?? []),
    spared: idsIn(spared),
  };
}

function phaseIn(text: string): Phase | undefined {
  if (text === 'unproven' || text === 'proven') return { at: text };
  const [, version, why] = /^back (-|\d{1,9}) ([ -~]*)$/.exec(text) ?? [];
  if (version === undefined || why === undefined) return undefined;
  return { at: 'back', version: numberIn(version), why };
}

function askIn(text: string): AskTag | undefined {
  const pattern = new RegExp(`^(pause|abort|give-way) ${ROLL}( force)? ${ISO} ([ -~]{1,100})$`);
  const [, kind, roll, force, since, by] = pattern.exec(text) ?? [];
  const at = Date.parse(since ?? '');
  if (kind === undefined || roll === undefined || by === undefined || Number.isNaN(at)) return undefined;
  const ask: Ask =
    kind === 'abort'
      ? { kind, by, force: force !== undefined }
      : { kind: kind === 'pause' ? kind : 'give-way', by };
  return { ask, roll, at };
}

function warmIn(text: string): TagsRead['warm'] {
  const [, since, spared = ''] = new RegExp(`^${ISO}(?: but ([\\w,-]+))?$`).exec(text) ?? [];
  const until = Date.parse(since ?? '');
  return Number.isNaN(until) ? undefined : { until, spared: idsIn(spared) };
}

function frozenIn(text: string): TagsRead['frozen'] {
  const [, roll, at] = new RegExp(`^${ROLL} ${ISO}$`).exec(text) ?? [];
  const since = Date.parse(at ?? '');
  return roll === undefined || Number.isNaN(since) ? undefined : { roll, since };
}

/** As versions before this one wrote it too: without the roll. */
function servedIn(text: string): ServedTag | undefined {
  const pattern = new RegExp(`^${RELEASE} ${IMAGE}(?: ${ROLL})?( alone)?(?:, ${RELEASE})?$`);
  const [, release, image, roll, alone, from] = pattern.exec(text) ?? [];
  if (release === undefined || image === undefined) return undefined;
  return { release, image, roll, alone: alone !== undefined, from };
}

function wentBackIn(text: string): string | undefined {
  return new RegExp(`(?:^|; )${ROLL} went back$`).exec(text)?.[1];
}

function idsIn(text: string): readonly string[] | 'many' {
  if (text === 'many') return 'many';
  return text.split(',').filter((id) => /^i-[\w-]{1,40}$/.test(id));
}

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** Somebody else's text, as a terminal may show it. */
function shown(text: string): string {
  const clean = text.replaceAll(/[^\u0020-\u007e]/g, '?');
  return clean.length > 60 ? `${clean.slice(0, 60)}…` : clean;
}
