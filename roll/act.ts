import { createHash } from 'node:crypto';
import type { Instant } from '../world/clock.ts';
import { Refused } from '../world/aws/answer.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import type { Action } from './actions.ts';
import { type FleetCloud, isOfAws } from './cloud.ts';
import type { Baseline, LaunchOrder, RollFact } from './facts.ts';
import type { Goal } from './goal.ts';
import type { Memory } from './memory.ts';
import { phaseOf, tagsOf } from './keep-tags.ts';
import { descriptionOf, phaseTag } from './tags.ts';

/** What acting needs: AWS, the ledger, and the goal and memory that the decision was made on. */
export interface Hands {
  readonly cloud: FleetCloud;
  readonly goal: Goal;
  readonly memory: () => Memory;
  /** Appends a fact, before its effect. Throws when the lease is lost: then nothing is done. */
  readonly record: (fact: RollFact) => Promise<void>;
  readonly now: () => Instant;
}

/** Does one action: what it announces is recorded first. */
export async function perform(hands: Hands, action: Action): Promise<void> {
  const { cloud, goal, record, now } = hands;
  switch (action.kind) {
    case 'take-baseline':
      await record({
        type: 'baseline',
        baseline: action.baseline,
        ...(action.left === undefined ? {} : { left: action.left }),
      });
      return cloud.tag(tagsOf(goal, hands.memory(), action.takes));
    case 'make-version':
      return makeVersion(hands, action);
    case 'take-version':
      return record({ type: 'version-taken', version: action.version });
    case 'write-settings':
      await record({ type: 'wrote', settings: action.settings });
      return cloud.write(baselineOf(hands).template, action.settings);
    case 'launch':
      return launch(hands, action.order);
    case 'lift':
      return lift(hands, action.order, action.min);
    case 'expect':
      return record({ type: 'launching', ...action.order });
    case 'count-in':
      return record({
        ...{ type: 'launched', at: hands.now(), attempt: action.attempt },
        instances: [...action.instances],
      });
    case 'note-kept':
      return record({ type: 'desired-kept' });
    case 'prove':
      return record({ type: 'proven', instances: [...action.instances], protect: action.protect });
    case 'declare-bad':
      return record({ type: 'bad', instance: action.instance, why: action.why });
    case 'move':
      await record({ type: 'moved' });
      await cloud.write(baselineOf(hands).template, { version: hands.memory().version });
      return cloud.tag(phaseTag({ at: 'proven' }));
    case 'end':
      return end(hands, action.instance, action.decrement);
    case 'ask-for':
      return record({ type: 'asked', asked: action.asked, why: action.why, counted: [...action.counted] });
    case 'pass-step':
      return record({ type: 'step-passed', step: action.step });
    case 'stand-by':
      await record({ type: 'warm', until: action.until });
      await record({ type: 'standing-by', instances: [...action.instances], at: now() });
      return cloud.standBy(action.instances);
    case 'call-back':
      await record({ type: 'calling-back', instances: [...action.instances], at: now() });
      // What was called back is recorded after its effect: one that is forgotten in Standby would wait there for ever.
      await cloud.callBack(action.instances);
      return record({ type: 'called-back', instances: [...action.instances] });
    case 'count-standby':
      return record({ type: 'standby-counts', launches: action.launches });
    case 'protect':
      return protect(hands, action.instances);
    case 'unprotect':
      return cloud.protect(action.instances, false);
    case 'go-back':
      await record({
        type: 'going-back',
        because: action.because,
        ...(action.force === true ? { force: true } : {}),
      });
      return cloud.tag(phaseTag(phaseOf(hands.memory())));
    case 'delete-version':
      // Recorded after its effect: to delete it twice is to delete it once, and to forget it leaves it for ever.
      await cloud.deleteVersion({ ...baselineOf(hands).template, version: action.version });
      return record({ type: 'deleting-version', version: action.version });
  }
}

/** A refusal here comes before anything of the group was changed. */
async function makeVersion(
  { cloud, goal, memory, record }: Hands,
  { baseline, image, base }: Extract<Action, { kind: 'make-version' }>,
): Promise<void> {
  const { template } = baseline;
  const description = descriptionOf(goal, { baseline, over: memory().orphans }, base);
  const token = tokenOf(goal, 'version');
  const from = { ...template, version: base ?? template.version };
  const version = await cloud.makeVersion(from, { image, description, token }).catch((cause: unknown) => {
    if (!(cause instanceof Refused)) throw cause;
    throw new Failure({
      code: 'aws-refused',
      what: `AWS does not make a version of template ${template.id} with ${image}.`,
      why: cause.message,
      state: UNTOUCHED,
      next: 'mend what it names, and type the same again',
      cause,
    });
  });
  await record({ type: 'version-made', version });
}

/** Setting it again sets nothing new: desired is at least that by then. */
async function lift(
  { cloud, memory, record, ...hands }: Hands,
  order: LaunchOrder,
  min: number,
): Promise<void> {
  const known = memory().launches.some(({ attempt }) => attempt === order.attempt);
  if (!known) await record({ type: 'launching', ...order });
  await record({ type: 'wrote', settings: { min } });
  return cloud.write(baselineOf({ cloud, memory, record, ...hands }).template, { min });
}

async function protect({ cloud, memory, record }: Hands, instances: readonly string[]): Promise<void> {
  const more = instances.filter((id) => !memory().protects.has(id));
  if (more.length > 0) await record({ type: 'protecting', instances: more });
  return cloud.protect(instances, true);
}

async function end({ cloud, record, now }: Hands, instance: string, decrement: boolean): Promise<void> {
  await record({ type: 'ending', instance, at: now(), decrement });
  try {
    await cloud.end(instance, decrement);
  } catch (error) {
    if (isOfAws(error)) await record({ type: 'end-unsure', instance });
    throw error;
  }
}

async function launch({ cloud, goal, memory, record, now }: Hands, order: LaunchOrder): Promise<void> {
  const { attempt } = order;
  const known = memory().launches.some((launched) => launched.attempt === attempt);
  if (!known) await record({ type: 'launching', ...order });
  const answer = await cloud
    .launch(order, tokenOf(goal, `launch ${goal.alone ?? ''}${attempt} ${order.zone}`))
    .catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
      // The token was used for another order: the next attempt has its own.
      const mismatch = error.code === 'IdempotentParameterMismatch';
      return { instances: [], refused: mismatch ? undefined : error.message };
    });
  await record({ type: 'launched', attempt, at: now(), ...answer });
}

/** At most 64 characters, as LaunchInstances takes them. */
function tokenOf({ roll }: Goal, what: string): string {
  return createHash('sha256').update(`${roll} ${what}`).digest('hex').slice(0, 64);
}

function baselineOf({ memory }: Hands): Baseline {
  const { baseline } = memory();
  if (baseline === undefined) throw new Error('an act before the baseline was taken');
  return baseline;
}
