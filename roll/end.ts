import type { Hands } from './act.ts';
import type { Leave } from './ask.ts';
import { clearAsk } from './ask-tag.ts';
import { isOfAws } from './cloud.ts';
import type { Findings } from './evidence.ts';
import type { Fleet } from './fleet.ts';
import { restedBy, type RollOutcome } from './outcome.ts';
import { comeToRest } from './rest.ts';
import type { Decision } from './rules/rule.ts';
import { describeFleet } from './sentence.ts';

/** What a decision to end says. */
type End = Extract<Decision, { kind: 'done' | 'rest' | 'halt' }>;

export function isEnd(decision: Decision): decision is End {
  return decision.kind === 'done' || decision.kind === 'rest' || decision.kind === 'halt';
}

/** Takes the tags off, where that is this group's to do. */
export type Untags = (served: boolean) => Promise<string[]>;

/** What a roll that has come to its end leaves, and says. */
export async function ended(
  hands: Hands,
  fleet: Fleet,
  decision: End,
  { untags, found }: { readonly untags: Untags; readonly found: Findings },
): Promise<RollOutcome> {
  const { goal } = hands;
  const memory = hands.memory();
  const state = describeFleet(goal, fleet, memory);
  const because = memory.goingBack;
  if (decision.kind === 'rest') {
    const because = await explained(hands, fleet, decision.because);
    return rested(hands, fleet, { because, onPurpose: decision.onPurpose ?? false }, found);
  }
  if (decision.kind === 'halt') {
    return { kind: 'stranded', because: decision.because, state, evidence: await found.all(memory) };
  }
  if (because === undefined) await keepOn(hands, fleet);
  const left = [...decision.left, ...(await untags(because === undefined))];
  if (because === undefined) return { kind: 'done', left, state };
  return { kind: 'went-back', because, left, state, evidence: await found.all(memory) };
}

/** Those that a dead roll sent into Standby wait on as this one's own would, where it sent none itself. */
async function keepOn({ goal, memory, record }: Hands, { members, at }: Fleet): Promise<void> {
  const { standby, warmUntil } = memory();
  const waits = members.some(({ id, life }) => life === 'standby' && standby.has(id));
  const { keepWarm } = goal.policy;
  if (waits && warmUntil === undefined && keepWarm > 0) await record({ type: 'warm', until: at + keepWarm });
}

/** Where somebody else moved the template, with what that changed. */
async function explained({ cloud, memory }: Hands, { group }: Fleet, because: string): Promise<string> {
  const { strangeSince, baseline } = memory();
  if (strangeSince === undefined || baseline === undefined) return because;
  const all = await cloud.difference(baseline.template, group.template).catch(() => []);
  return all.length === 0 ? because : `${because}: ${all.join('; ')}`;
}

/** The driver leaves the group at rest. */
export async function rested(
  hands: Hands,
  fleet: Fleet,
  leave: Leave,
  found: Findings,
): Promise<RollOutcome> {
  const left = [...(await comeToRest(hands, fleet)), ...(await clearAsk(hands.cloud, fleet))];
  const state = describeFleet(hands.goal, await atRest(hands, fleet), hands.memory());
  return restedBy(leave, left, state, await found.all(hands.memory()));
}

/** It was to go back before anything of the group was changed. */
export function neverBegan({ goal, memory }: Hands, fleet: Fleet): RollOutcome {
  const { goingBack: because = '' } = memory();
  return { kind: 'went-back', because, left: [], state: describeFleet(goal, fleet, memory()), evidence: {} };
}

/** The group as it rests; as it was seen last, where AWS does not show it any more. */
async function atRest({ cloud, memory }: Hands, fleet: Fleet): Promise<Fleet> {
  try {
    return await cloud.observe(memory().version);
  } catch (error) {
    if (!isOfAws(error)) throw error;
    return fleet;
  }
}
