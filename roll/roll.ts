import type { World } from '../world/world.ts';
import { type Ask, leaveFor } from './ask.ts';
import { askClearer } from './ask-tag.ts';
import type { Hands } from './act.ts';
import { actOn, actor } from './batch.ts';
import { type FleetCloud, isOfAws } from './cloud.ts';
import { decide } from './decide.ts';
import { ended, isEnd, neverBegan, rested, type Untags } from './end.ts';
import { type EvidenceOptions, findings, KEPT_NOWHERE } from './evidence.ts';
import type { RollFact } from './facts.ts';
import type { Fleet } from './fleet.ts';
import type { Goal } from './goal.ts';
import { tagKeeper, UNTAGGED } from './keep-tags.ts';
import { recall } from './fold.ts';
import { BLANK, type Memory, warmUntilOf } from './memory.ts';
import { see } from './see.ts';
import { narrator } from './narrate.ts';
import type { RollOutcome } from './outcome.ts';
import { silence } from './silence.ts';
import { untag } from './untag.ts';

export interface RollOptions {
  /** The facts of this roll so far: none, or those of a driver that died. */
  readonly facts: readonly RollFact[];
  /** Appends a fact. Throws when the lease is lost, and then nothing is done. */
  readonly record: (fact: RollFact) => Promise<void>;
  /** Asks it to come to rest. */
  readonly signal: AbortSignal;
  /** What somebody asks of whoever drives, and was not obeyed yet; asked before each tick's decision. */
  readonly asks: (fleet: Fleet | undefined) => Promise<Ask | undefined>;
  /** Where what is found out about bad instances goes; left out, it is only told. */
  readonly evidence?: EvidenceOptions;
  /** Other groups of the same roll come after this one: its tags stay, until whoever rolls them all takes them off. */
  readonly tagsStay?: boolean;
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
  const untags: Untags = async (served) =>
    options.tagsStay === true
      ? []
      : untag(cloud, goal, { served, warmUntil: warmUntilOf(memory), baseline: memory.baseline });
  const found = findings(cloud, options.evidence ?? KEPT_NOWHERE);
  const show = narrator(world);
  const watch = silence(world, goal);
  const tagged = tagKeeper(goal, cloud);
  const heard = askClearer(cloud, goal);
  const act = actor(world, hands);
  for (;;) {
    const fleet = await look(world, cloud, memory.version);
    const ask = await hear(world, options, fleet);
    const leave = leaveFor(options.signal, ask);
    const quiet = watch(fleet, leave);
    if (quiet !== undefined) return quiet;
    if (fleet !== undefined) {
      memory = see(memory, fleet, goal);
      found.note(fleet, memory);
      const seen = await tagged(fleet, memory);
      if (leave !== undefined) return rested(hands, fleet, leave, found);
      if (ask?.kind === 'abort' && (await obeyAbort(world, hands, fleet, ask)))
        memory = see(memory, fleet, goal);
      if (isUntouched(goal, memory)) return neverBegan(hands, fleet);
      await heard(fleet);
      if (goal.alone !== undefined && seen === 'lost') return rested(hands, fleet, UNTAGGED, found);
      if (goal.alone !== undefined && seen === 'unsure') {
        await nap(world, goal, options.signal);
        continue;
      }
      const decision = decide(goal, fleet, memory, fleet.at);
      if (isEnd(decision)) return ended(hands, fleet, decision, { untags, found });
      if (decision.kind === 'wait') show(decision, fleet.at);
      if (await act(fleet, decision)) continue;
    }
    await found.gather(memory);
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

/** What is asked of the driver. A ledger that does not answer asks nothing: the lease says when it is too late. */
async function hear(world: World, { asks }: RollOptions, fleet: Fleet | undefined): Promise<Ask | undefined> {
  try {
    return await asks(fleet);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    world.note({ step: 'roll', text: `cannot read what is asked of it (${why}): goes on` });
    return undefined;
  }
}

/** From here on it goes back, whatever it was about to do. @returns whether that is new */
async function obeyAbort(
  world: World,
  hands: Hands,
  fleet: Fleet,
  { by, force }: Extract<Ask, { kind: 'abort' }>,
): Promise<boolean> {
  const { goingBack, overwrites } = hands.memory();
  if (goingBack !== undefined && (overwrites || !force)) return false;
  const because = goingBack ?? `${by} aborted it`;
  if (isUntouched(hands.goal, { ...hands.memory(), goingBack: because })) {
    await hands.record({ type: 'going-back', because });
    return true;
  }
  await actOn(world, hands, fleet, [{ kind: 'go-back', because, ...(force ? { force } : {}) }]);
  return true;
}

/** Whether it is to go back before anything of the group was changed, by this roll or by a dead one that it took over. */
function isUntouched({ inherited }: Goal, { goingBack, baseline }: Memory): boolean {
  return goingBack !== undefined && baseline === undefined && inherited === undefined;
}

/** A tick; a signal cuts it short once, and from then on there are ticks again, so that nothing turns on the spot. */
async function nap({ clock }: World, { policy }: Goal, signal: AbortSignal): Promise<void> {
  await (signal.aborted ? clock.sleep(policy.tick) : clock.sleep(policy.tick, signal).catch(() => undefined));
}
