import type { Instant } from '../world/clock.ts';
import { askedAfter, othersFor } from './asked.ts';
import { newestChange } from './begin.ts';
import type { Baseline, LeftBehind, RollFact, Settings } from './facts.ts';
import type { Fleet, Member, Template } from './fleet.ts';
import type { Policy, Warm } from './goal.ts';
import { graceOf, surgeOf } from './numbers.ts';
import {
  type Before,
  type DescriptionRead,
  readDescription,
  readTags,
  type RollTag,
  type TagsRead,
} from './read-tags.ts';
import { stagesOf } from './stages.ts';

/** A version of the group's launch template, as EC2 shows it. */
export interface Version {
  readonly version: number;
  readonly image: string | undefined;
  readonly description: string;
}

/** A roll that did not come to its end, as the group's tags and its template's versions tell it. */
export interface Recalled {
  readonly id: string;
  /** That of its last driver; 0 where no tag says it. */
  readonly fence: number;
  readonly alone: boolean;
  readonly kind: 'roll' | 'rollback';
  readonly began: Instant;
  /** Undefined where nothing that is believed says it. */
  readonly release: string | undefined;
  readonly image: string | undefined;
  readonly from: string | undefined;
  /** Whether the image is that of a version whose description carries the roll's id: else it is the tag's word alone. */
  readonly sure: boolean;
  /** What the engine has to remember; none where nothing was changed yet. */
  readonly facts: readonly RollFact[];
  /** What the tags say and what is not believed: each a sentence. */
  readonly doubts: readonly string[];
}

interface Scene {
  readonly fleet: Fleet;
  readonly versions: readonly Version[];
  readonly policy: Policy;
}

/**
 * The memory of a roll without its ledger: what the tags say, as far as the group and the descriptions of its template's
 * versions bear it out (ROLL.md 7). Soaks and samples begin again.
 *
 * @param named the roll that a person named: where no tag names one, a description does
 */
export function recallTags(scene: Scene, named?: string): Recalled | undefined {
  const { fleet, versions } = scene;
  const read = readTags(fleet.tags);
  const id = read.roll?.id ?? named;
  if (id === undefined || (read.roll === undefined && hasEnded(id, read))) return undefined;
  const made = versions.findLast(({ description }) => readDescription(description)?.roll === id);
  const said = made && readDescription(made.description);
  if (read.roll === undefined && said === undefined) return undefined;
  const doubts = [...read.strange];
  const before = believed(scene, read.before, said, doubts);
  if (before === undefined && said === undefined)
    doubts.push(`what the group was before ${id} is not known: it is taken as it is`);
  const { goal, phase } = read;
  const takes = versions.find(({ version }) => version === goal?.takes);
  const runs = made ?? takes;
  if (goal !== undefined && runs !== undefined && goal.image !== runs.image)
    doubts.push(
      `the tags name ${goal.image}, and version ${runs.version} has ${runs.image ?? 'no image'}: that is not believed`,
    );
  const gone = phase?.at === 'back' && runs === undefined ? phase.version : undefined;
  const version = runs?.version ?? gone;
  const kind = read.roll?.kind ?? 'roll';
  const known = before && { before, version, kind, ...scene };
  return {
    ...{ id, fence: read.roll?.fence ?? 0, alone: read.roll?.alone ?? true, kind },
    began: read.roll?.began ?? fleet.at,
    release: said?.release ?? goal?.release,
    image: runs?.image ?? goal?.image,
    from: goal?.from,
    sure: made !== undefined,
    facts: known === undefined ? [] : factsOf(known, { made, takes, gone, read }),
    doubts,
  };
}

/** Whether the tags tell the end of a roll that none of them names as unfinished. */
function hasEnded(id: string, { served, wentBack }: TagsRead): boolean {
  return served?.roll === id || wentBack === id;
}

/** Those that rolls left in Standby, by the tag that says until when. */
export function warmIn({ tags, members, group }: Fleet): Warm | undefined {
  const { warm } = readTags(tags);
  if (warm === undefined || warm.spared === 'many') return undefined;
  const { until, spared } = warm;
  const waits = members.filter(({ id, life }) => life === 'standby' && !spared.includes(id));
  const [one] = waits;
  if (one === undefined) return undefined;
  const template = { id: group.template.id, version: one.version };
  return { instances: waits.map(({ id }) => id), until, template };
}

/** What the group was before: as the version's description says, which nobody else writes; a tag adds what that leaves out. */
function believed(
  { fleet, versions }: Scene,
  tag: Before | undefined,
  said: DescriptionRead | undefined,
  doubts: string[],
): Before | undefined {
  const there = ({ id, version }: Template) =>
    id === fleet.group.template.id && versions.some((one) => one.version === version);
  if (said?.before !== undefined) {
    if (tag === undefined) return said.before;
    if (sayTheSame(tag, said.before)) return { ...tag, spared: said.before.spared };
    doubts.push(
      'the tags and the description of the version that it made differ in what was before: the description counts',
    );
    return said.before;
  }
  if (tag === undefined) return undefined;
  if (there(tag.template) && (said === undefined || said.from === tag.template.version)) return tag;
  doubts.push(
    `the tags name version ${tag.template.version} of ${tag.template.id}, which is not one of the group's: that is not believed`,
  );
  return undefined;
}

function sayTheSame(one: Before, other: Before): boolean {
  const words = ({ template, min, max, grace, desired, asked, suspends }: Before) =>
    [template.id, template.version, min, max, grace, desired, asked, suspends].join(' ');
  return words(one) === words(other);
}

interface Known extends Scene {
  readonly before: Before;
  readonly version: number | undefined;
  readonly kind: RollTag['kind'];
}

interface Found {
  readonly made: Version | undefined;
  readonly takes: Version | undefined;
  /** The version that was made, and deleted again. */
  readonly gone: number | undefined;
  readonly read: TagsRead;
}

function factsOf(known: Known, { made, takes, gone, read: { phase } }: Found): RollFact[] {
  const { policy, fleet } = known;
  const standby = waitingIn(known);
  const until = fleet.at + policy.keepWarm;
  return [
    { type: 'baseline', baseline: baselineOf(known), left: leftOf(known, standby) },
    ...(made === undefined ? [] : [{ type: 'version-made', version: made.version } as const]),
    ...(made !== undefined || takes === undefined
      ? []
      : [{ type: 'version-taken', version: takes.version } as const]),
    ...(gone === undefined
      ? []
      : [
          { type: 'version-made', version: gone } as const,
          { type: 'deleting-version', version: gone } as const,
        ]),
    ...(standby.length > 0 && policy.keepWarm > 0 ? [{ type: 'warm', until } as const] : []),
    ...(phase?.at === 'proven' ? ([{ type: 'moved' }, ...stepsOf(known)] satisfies RollFact[]) : []),
    ...(phase?.at === 'back' ? [{ type: 'going-back', because: phase.why } as const] : []),
  ];
}

/** Its changes of desired are not told from those of others any more: what is told of by now counts by what was surely others'. */
function baselineOf({ before, fleet }: Known): Baseline {
  const { template, min, max, grace, desired, asked, suspends, spared } = before;
  return {
    ...{ template, min, max, grace, desired, asked, rebalanceSuspended: !suspends },
    since: newestChange(fleet),
    ...(spared === 'many' || spared.length === 0 ? {} : { spared: [...spared] }),
  };
}

function leftOf(known: Known, standby: readonly Member[]): LeftBehind {
  const { before, fleet, versions } = known;
  const { asked, since = Number.POSITIVE_INFINITY, over, template } = before;
  const now = askedAfter(asked, othersFor(fleet, since));
  const ours = versions.filter(({ description }) => readDescription(description) !== undefined);
  return {
    ...(now === asked ? {} : { asked: now }),
    wrote: wroteBy(known),
    versions: over.filter((one) => one !== template.version && ours.some(({ version }) => version === one)),
    protects: protectedIn(known),
    standby: standby.map(({ id }) => id),
  };
}

/** What of the group's settings is ours: a minimum between the baseline's and the live desired, and what the roll said it sets. */
function wroteBy({ before, version, fleet: { group }, policy }: Known): Settings[] {
  const { min, max, grace, template, suspends, sets, raises } = before;
  const { desired } = group;
  const most = desired + surgeOf(desired, policy.surge, Number.POSITIVE_INFINITY);
  const raised = (raises || policy.max === 'raise') && group.max > max && group.max <= most;
  const ours = sets ?? Math.max(grace, graceOf(policy));
  return [
    ...(version === undefined ? [] : [{ version }, { version: template.version }]),
    ...(group.min > min && group.min <= desired ? [{ min: group.min }] : []),
    ...(raised ? [{ max: group.max }] : []),
    ...(ours !== grace && group.grace === ours ? [{ grace: ours }] : []),
    ...(suspends ? [{ rebalanceSuspended: true }] : []),
  ];
}

/** Those that nobody else had protected before; where they are not named, those of the version that it made alone. */
function protectedIn({ fleet, before: { spared }, version }: Known): string[] {
  return fleet.members
    .filter((member) => member.protected)
    .filter((member) => (spared === 'many' ? member.version === version : !spared.includes(member.id)))
    .map(({ id }) => id);
}

/** Of those in Standby the ones that served when the roll began. */
function waitingIn({ fleet, before: { spared, template } }: Known): Member[] {
  return fleet.members.filter(
    ({ id, life, version }) =>
      life === 'standby' && version === template.version && spared !== 'many' && !spared.includes(id),
  );
}

/** Steps are passed whose share is there, and more: only a later step launches more. */
function stepsOf({ fleet, before: { asked }, version, policy, kind }: Known): RollFact[] {
  const there = fleet.members.filter(
    (member) => member.version === version && member.life === 'serving',
  ).length;
  return stagesOf({ kind, policy }, asked)
    .filter(({ step, count }) => step < 0 || (step < policy.steps.length && count < there))
    .map(({ step }) => ({ type: 'step-passed', step }));
}
