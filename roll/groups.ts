import type { World } from '../world/world.ts';
import type { FleetCloud } from './cloud.ts';
import type { RollFact } from './facts.ts';
import type { Goal } from './goal.ts';
import { recall } from './fold.ts';
import { BLANK, warmUntilOf } from './memory.ts';
import type { Evidence, RollOutcome } from './outcome.ts';
import { roll, type RollOptions } from './roll.ts';
import { untag } from './untag.ts';

/** One group of the environment, and its part of the roll. */
export interface GroupRoll {
  readonly cloud: FleetCloud;
  readonly goal: Goal;
  /** The facts of this group so far. */
  readonly facts: readonly RollFact[];
}

export interface GroupsOptions extends Pick<RollOptions, 'signal' | 'asks' | 'evidence'> {
  /** Appends a fact about that group. Throws when the lease is lost, and then nothing is done. */
  readonly record: (group: string, fact: RollFact) => Promise<void>;
}

/**
 * Rolls an environment's groups in the order written, as one roll: each begins when the one before it is done; where one goes
 * back, all that had begun go back; where one rests, all rest. Their tags stay until all have ended (ROLL.md 1).
 *
 * @throws as `roll`
 */
export async function rollGroups(
  world: World,
  groups: readonly GroupRoll[],
  options: GroupsOptions,
): Promise<RollOutcome> {
  const [only, ...more] = groups.map((group) => partOf(world, group, options, groups.length > 1));
  if (only === undefined) throw new Error('an environment without a group');
  if (more.length === 0) return only.drive();
  const parts = [only, ...more];
  const ends: End[] = [];
  for (const part of parts) {
    const end = await endOf(world, part);
    ends.push(end);
    if (end.outcome.kind === 'went-back')
      ends.push(...(await takeBack(world, parts, part, end.outcome.because)));
    if (end.outcome.kind !== 'done') break;
  }
  const last = ends.at(-1);
  const over = last?.outcome.kind === 'done' || last?.outcome.kind === 'went-back';
  return together(ends, over ? await untagAll(parts, last.outcome.kind === 'done') : []);
}

/** A group with what was recorded of it meanwhile. */
interface Part extends GroupRoll {
  readonly drive: () => Promise<RollOutcome>;
  readonly record: (fact: RollFact) => Promise<void>;
}

interface End {
  readonly group: string;
  readonly outcome: RollOutcome;
}

function partOf(
  world: World,
  { cloud, goal, facts }: GroupRoll,
  options: GroupsOptions,
  many: boolean,
): Part {
  const known = [...facts];
  const record = async (fact: RollFact) => {
    await options.record(goal.group, fact);
    known.push(fact);
  };
  const { signal, asks, evidence } = options;
  const drive = () =>
    roll(
      world,
      cloud,
      { ...goal, began: world.clock.now() },
      { facts: [...known], record, signal, asks, tagsStay: many, ...(evidence && { evidence }) },
    );
  return { cloud, goal, facts: known, drive, record };
}

async function endOf(world: World, { goal, drive }: Part): Promise<End> {
  world.note({ step: 'roll', text: `group ${goal.group}` });
  return { group: goal.group, outcome: await drive() };
}

/** The others that had begun go back too, the last one first; it ends with one that does not come to that. */
async function takeBack(world: World, parts: readonly Part[], first: Part, because: string): Promise<End[]> {
  const ends: End[] = [];
  const others = parts.filter((part) => part !== first && hasBegun(part.facts));
  for (const part of others.toReversed()) {
    if (!part.facts.some(({ type }) => type === 'going-back'))
      await part.record({ type: 'going-back', because: `${first.goal.group} went back: ${because}` });
    const end = await endOf(world, part);
    ends.push(end);
    if (end.outcome.kind !== 'went-back') break;
  }
  return ends;
}

function hasBegun(facts: readonly RollFact[]): boolean {
  return facts.some(({ type }) => type === 'baseline');
}

/** Of several ends the last says how the roll ended; each group says its state, and what is left of it. */
function together(ends: readonly End[], untidy: readonly string[]): RollOutcome {
  const last = ends.at(-1)?.outcome;
  if (last === undefined) throw new Error('an environment without a group');
  const state = ends.map(({ group, outcome }) => `${group}: ${outcome.state}`).join(' ');
  const left = [
    ...ends.flatMap(({ group, outcome }) =>
      outcome.kind === 'stranded' ? [] : outcome.left.map((what) => `${group}: ${what}`),
    ),
    ...untidy,
  ];
  switch (last.kind) {
    case 'done':
      return { ...last, state, left };
    case 'went-back':
      return { ...last, state, left, because: firstReason(ends), evidence: evidenceOf(ends) };
    case 'stranded':
      return { ...last, state, because: reasonOf(ends.at(-1)), evidence: evidenceOf(ends) };
    case 'paused':
    case 'gave-way':
      return { ...last, state, left };
  }
}

/** Why the first of them went back: the others follow it. */
function firstReason(ends: readonly End[]): string {
  return reasonOf(ends.find(({ outcome }) => outcome.kind === 'went-back'));
}

function reasonOf(end: End | undefined): string {
  return end === undefined || end.outcome.kind === 'done' ? '' : `${end.group}: ${end.outcome.because}`;
}

function evidenceOf(ends: readonly End[]): Evidence {
  const all = ends.flatMap(({ outcome }) => ('evidence' in outcome ? Object.entries(outcome.evidence) : []));
  return Object.fromEntries(all);
}

async function untagAll(parts: readonly Part[], served: boolean): Promise<string[]> {
  const left: string[] = [];
  for (const { cloud, goal, facts } of parts) {
    if (!hasBegun(facts)) continue;
    const memory = facts.reduce(recall, BLANK);
    const stays = { served, warmUntil: warmUntilOf(memory), baseline: memory.baseline };
    left.push(...(await untag(cloud, goal, stays)).map((what) => `${goal.group}: ${what}`));
  }
  return left;
}
