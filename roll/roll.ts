import type { World } from '../world/world.ts';
import type { Hands } from './act.ts';
import { actOn } from './batch.ts';
import { type FleetCloud, isOfAws } from './cloud.ts';
import { decide } from './decide.ts';
import type { RollFact } from './facts.ts';
import type { Fleet } from './fleet.ts';
import type { Goal } from './goal.ts';
import { BLANK, type Memory, recall, see } from './memory.ts';
import { comeToRest } from './rest.ts';
import type { Decision } from './rules/rule.ts';
import { describeFleet } from './sentence.ts';
import { silence } from './silence.ts';
import { PASSING, servedTag } from './tags.ts';

/** How a roll ended; `state` is a sentence from the last look. */
export type RollOutcome =
  | { readonly kind: 'done'; readonly left: readonly string[]; readonly state: string }
  | {
      readonly kind: 'went-back';
      readonly because: string;
      readonly left: readonly string[];
      readonly state: string;
      readonly evidence: Evidence;
    }
  | {
      readonly kind: 'paused';
      readonly because: string;
      readonly left: readonly string[];
      readonly state: string;
    }
  | {
      readonly kind: 'stranded';
      readonly because: string;
      readonly state: string;
      readonly evidence: Evidence;
    };

/** What each bad instance's console ended with. */
export type Evidence = Readonly<Record<string, string>>;

export interface RollOptions {
  /** The facts of this roll so far: none, or those of a driver that died. */
  readonly facts: readonly RollFact[];
  /** Appends a fact. Throws when the lease is lost, and then nothing is done. */
  readonly record: (fact: RollFact) => Promise<void>;
  /** Asks it to come to rest. */
  readonly signal: AbortSignal;
}

/**
 * Looks, decides, acts, until the group is at its goal, is back where it was, or is at rest. To resume a roll is to run it
 * again with its facts.
 *
 * @throws what `record` throws (a lost lease), and Failure `aws-refused` before anything was changed
 */
export async function roll(
  world: World,
  cloud: FleetCloud,
  goal: Goal,
  options: RollOptions,
): Promise<RollOutcome> {
  let memory = options.facts.reduce(recall, BLANK);
  const record = async (fact: RollFact) => {
    await options.record(fact);
    memory = recall(memory, fact);
  };
  const hands: Hands = { cloud, goal, memory: () => memory, record, now: () => world.clock.now() };
  const show = narrator(world);
  const watch = silence(world, goal);
  let before = '';
  for (;;) {
    const fleet = await look(world, cloud, memory.version);
    const quiet = watch(fleet, options.signal);
    if (quiet !== undefined) return quiet;
    if (fleet !== undefined) {
      memory = see(memory, fleet, goal);
      if (options.signal.aborted) return rested(hands, fleet, 'it was asked to stop');
      const decision = decide(goal, fleet, memory, fleet.at);
      if (isEnd(decision)) return ended(hands, fleet, decision);
      if (decision.kind === 'wait') show(`waits for ${decision.for}`);
      // The same again only after a tick: AWS may not show yet what was done (ROLL.md 5).
      const kinds = kindsOf(decision);
      const again = kinds === before;
      before = again ? '' : kinds;
      if (decision.kind === 'act' && !again && (await actOn(world, hands, fleet, decision.actions))) continue;
    }
    await nap(world, goal, options.signal);
  }
}

/** One look; undefined when AWS did not answer, which is never "gone". */
async function look(
  world: World,
  cloud: FleetCloud,
  version: number | undefined,
): Promise<Fleet | undefined> {
  try {
    return await cloud.observe(version);
  } catch (error) {
    if (!isOfAws(error)) throw error;
    world.note({ step: 'roll', text: `AWS does not answer (${error.message}): looks again` });
    return undefined;
  }
}

/** A tick; a signal cuts it short once, and from then on there are ticks again, so that nothing turns on the spot. */
async function nap({ clock }: World, { policy }: Goal, signal: AbortSignal): Promise<void> {
  await (signal.aborted ? clock.sleep(policy.tick) : clock.sleep(policy.tick, signal).catch(() => undefined));
}

function kindsOf(decision: Decision): string {
  return decision.kind === 'act' ? decision.actions.map(({ kind }) => kind).join() : '';
}

type End = Extract<Decision, { kind: 'done' | 'rest' | 'halt' }>;

function isEnd(decision: Decision): decision is End {
  return decision.kind === 'done' || decision.kind === 'rest' || decision.kind === 'halt';
}

async function ended(hands: Hands, fleet: Fleet, decision: End): Promise<RollOutcome> {
  const { cloud, goal } = hands;
  const memory = hands.memory();
  const state = describeFleet(goal, fleet, memory);
  const because = memory.goingBack;
  if (decision.kind === 'rest') return rested(hands, fleet, decision.because);
  if (decision.kind === 'halt') {
    return { kind: 'stranded', because: decision.because, state, evidence: await evidenceOf(cloud, memory) };
  }
  const left = [...decision.left, ...(await untag(hands, because === undefined))];
  if (because === undefined) return { kind: 'done', left, state };
  return { kind: 'went-back', because, left, state, evidence: await evidenceOf(cloud, memory) };
}

/** @returns what is left where the tags could not be written */
async function untag({ cloud, goal }: Hands, served: boolean): Promise<string[]> {
  try {
    await cloud.untag(PASSING);
    if (served) await cloud.tag(servedTag(goal));
    return [];
  } catch (error) {
    if (!isOfAws(error)) throw error;
    return [`the group's tags could not be written: ${error.message}`];
  }
}

async function rested(hands: Hands, fleet: Fleet, because: string): Promise<RollOutcome> {
  const left = await comeToRest(hands, fleet);
  return { kind: 'paused', because, left, state: describeFleet(hands.goal, fleet, hands.memory()) };
}

async function evidenceOf(cloud: FleetCloud, memory: Memory): Promise<Evidence> {
  const consoles = [...memory.bad.keys()].map(
    async (id) => [id, await cloud.console(id).catch(() => '')] as const,
  );
  return Object.fromEntries(await Promise.all(consoles));
}

/** Says each thing once, until something else is to be said. */
function narrator(world: World): (text: string) => void {
  let last = '';
  return (text) => {
    if (text !== last) world.note({ step: 'roll', text });
    last = text;
  };
}
