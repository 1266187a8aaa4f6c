import { Refused, Unanswered } from '../world/aws/answer.ts';
import type { World } from '../world/world.ts';
import { perform, type Hands } from './act.ts';
import { type Action, describe } from './actions.ts';
import { after, breach } from './bounds.ts';
import type { FleetCloud } from './cloud.ts';
import { decide } from './decide.ts';
import type { RollFact } from './facts.ts';
import type { Fleet } from './fleet.ts';
import type { Goal } from './goal.ts';
import { BLANK, type Memory, recall, see } from './memory.ts';
import { comeToRest } from './rest.ts';
import type { Decision } from './rules/rule.ts';
import { describeFleet } from './sentence.ts';
import { PASSING, servedTag } from './tags.ts';
import { viewOf } from './view.ts';

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
  | { readonly kind: 'paused'; readonly left: readonly string[]; readonly state: string }
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
  for (;;) {
    const fleet = await look(world, cloud, memory.version);
    if (fleet !== undefined) {
      memory = see(memory, fleet, goal);
      if (options.signal.aborted) return rested(hands, fleet);
      const decision = decide(goal, fleet, memory, fleet.at);
      if (decision.kind === 'done' || decision.kind === 'halt') return ended(hands, fleet, decision);
      if (decision.kind === 'wait') show(`waits for ${decision.for}`);
      else await actOn(world, hands, fleet, decision.actions);
      if (decision.kind === 'act') continue;
    }
    await world.clock.sleep(goal.policy.tick, options.signal).catch(() => undefined);
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

/** An observation older than this is no licence to act: 2 s (ROLL.md 8). */
const FRESH = 2_000;

/** Does the actions in order; one that the bounds forbid, or that AWS does not take, ends the batch: it looks again. */
async function actOn(world: World, hands: Hands, fleet: Fleet, actions: readonly Action[]): Promise<void> {
  let view = viewOf(hands.goal, fleet, hands.memory(), fleet.at);
  for (const action of actions) {
    if (view !== undefined && breach(view, action) !== undefined) return;
    if (action.kind === 'end' && world.clock.now() - fleet.at > FRESH) return;
    world.note({ step: 'roll', text: describe(action) });
    if (!(await attempt(world, hands, action))) return;
    if (view !== undefined) view = after(view, action);
  }
}

/** Whether AWS took it. What was thrown otherwise may have been done or not: the next look shows. */
async function attempt(world: World, hands: Hands, action: Action): Promise<boolean> {
  try {
    await perform(hands, action);
    return true;
  } catch (error) {
    if (!isOfAws(error)) throw error;
    world.note({ step: 'roll', text: `AWS: ${error.message}; looks again` });
    await world.clock.sleep(hands.goal.policy.tick);
    return false;
  }
}

function isOfAws(error: unknown): error is Refused | Unanswered {
  return error instanceof Refused || error instanceof Unanswered;
}

type End = Extract<Decision, { kind: 'done' | 'halt' }>;

async function ended(hands: Hands, fleet: Fleet, decision: End): Promise<RollOutcome> {
  const { cloud, goal } = hands;
  const memory = hands.memory();
  const state = describeFleet(goal, fleet, memory);
  const because = memory.goingBack;
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

async function rested(hands: Hands, fleet: Fleet): Promise<RollOutcome> {
  const left = await comeToRest(hands, fleet);
  return { kind: 'paused', left, state: describeFleet(hands.goal, fleet, hands.memory()) };
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
