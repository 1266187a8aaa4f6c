import type { Instant } from '../../world/clock.ts';
import type { Settings } from '../facts.ts';
import type { Member } from '../fleet.ts';
import { sharedFailure } from '../outage.ts';
import { isEven, settingsBack, settingsKept } from '../put-back.ts';
import { soakOf } from '../soaks.ts';
import type { View } from '../view.ts';
import { silenceIn } from './alarms.ts';
import { letGo, protectedByUs } from './protection.ts';
import { act, type Decision, type Rule } from './rule.ts';
import { drainEnd, isDrained, isSettled } from './settings.ts';
import { idle } from './warm.ts';

/** Those on their way out are waited for, until `deadline.drain`; then the roll ends without them, and says so. */
export const waitForLeaving: Rule = (view) => {
  if (isDrained(view)) return undefined;
  const who = view.leaving.map(({ id }) => id).join(', ');
  return { kind: 'wait', for: `${who} to drain`, until: drainEnd(view) };
};

/** Everything that we set is put back, each setting only if it still has the value that we wrote; the version that went back is deleted. */
export const putBack: Rule = (view) => (isAtGoal(view) ? undo(view) : undefined);

/** The goal is reached, or what served before serves again. */
export const finished: Rule = (view) => {
  if (!isAtGoal(view)) return undefined;
  const late = view.leaving.map(({ id }) => `${id} did not end within deadline.drain`);
  return { kind: 'done', left: [...late, ...leftStanding(view)] };
};

/** After the last new one was proven nothing goes back: what cannot be ended in time is left, and said; what is unproven rests (ROLL.md 5). */
export const tooLate: Rule = (view) => {
  const { fresh, proven, old, leaving, asked, fleet, goalVersion } = view;
  if (!isPastReturn(view) || !isOverdue(view)) return undefined;
  if (isAtGoal(view) || fleet.group.template.version !== goalVersion) return undefined;
  if (proven.length < asked || proven.length < fresh.length || silenceIn(view) !== '') {
    return {
      kind: 'rest',
      because: `${asked - proven.length} of ${asked} do not serve within deadline.total${silenceIn(view)}`,
    };
  }
  const { desired } = fleet.group;
  const left = [
    ...[...old, ...leaving].map(({ id }) => `${id} could not be ended within deadline.total`),
    ...(desired === asked ? [] : [`desired is ${desired}, and ${asked} are asked for`]),
  ];
  return undo(view) ?? { kind: 'done', left: [...left, ...leftStanding(view)] };
};

/** New ones that fail while those that served fail too are not to blame: nothing is launched, ended or put back for them; at the deadline it rests (ROLL.md 4). */
export const notThisImage: Rule = (view) => {
  const what = sharedFailure(view);
  return what === undefined
    ? undefined
    : { kind: 'wait', for: `the outage to end: ${what}`, until: deadlineOf(view) };
};

/** Nothing else answers: it waits for the new ones, and says for what. */
export const keepWaiting: Rule = (view) => {
  const { fresh, proven } = view;
  const coming = fresh.filter((member) => !proven.includes(member));
  const [first, ...more] = coming;
  if (first === undefined) return { kind: 'wait', for: missingIn(view), until: deadlineOf(view) };
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  const { what, until } = nextOf(first, view);
  return { kind: 'wait', for: `${first.id}${others} ${what}`, until };
};

/** Who is not there yet. Desired falls with an end alone: what the group still launches of the surge has to come before it goes. */
function missingIn({ proven, asked, fleet }: View): string {
  const missing = asked - proven.length;
  const { desired } = fleet.group;
  if (missing > 0 || desired <= asked) return `${Math.max(0, missing)} more to be launched`;
  return `the group to launch what is ended then: desired is ${desired}, and ${asked} are asked for`;
}

/** What comes next for a new instance, and until when at the latest. */
function nextOf({ id, life, healthy, reason }: Member, view: View): { what: string; until: Instant } {
  const { goal, memory, now } = view;
  const seen = memory.sightings.get(id);
  const { launch, healthy: wellBy } = goal.policy.deadline;
  const why = reason === undefined ? '' : ` (${reason})`;
  if (life !== 'serving') return { what: `to be in service${why}`, until: (seen?.first ?? now) + launch };
  if (!healthy) return { what: `to be healthy${why}`, until: (seen?.servingSince ?? now) + wellBy };
  const { samples } = goal.policy;
  const soaked = (seen?.healthySince ?? now) + soakOf(goal);
  const counted = now + (samples - (seen?.samples ?? 0)) * goal.check.interval;
  return counted > now
    ? {
        what: `to be proven: healthy ${seen?.samples ?? 0} of ${samples} times`,
        until: Math.max(counted, soaked),
      }
    : { what: 'to soak', until: soaked };
}

/** Whether all that were asked for of the last group were proven: then no failure goes back any more (ROLL.md 5). */
export function isPastReturn({ back, memory, goal, asked, proven }: View): boolean {
  if (back || !memory.moved || !goal.last) return false;
  return memory.passed.has(goal.policy.steps.length) || proven.length >= asked;
}

/** Whether `deadline.total` is over. */
export function isOverdue(view: View): boolean {
  return view.now > deadlineOf(view);
}

/** When `deadline.total` is over. Soaks do not count towards it, nor does a pause: whoever goes on begins anew. */
function deadlineOf({ goal, memory }: View): Instant {
  return goal.began + goal.policy.deadline.total + memory.soaked;
}

function undo(view: View): Decision | undefined {
  if (isTooLateToPutBack(view)) return undefined;
  const held = isTooLateToLetGo(view) ? [] : letGo(view);
  if (held.length > 0) return act(held);
  const settings = toPutBack(view);
  if (Object.keys(settings).length > 0) {
    return act([{ kind: 'write-settings', settings, why: 'as it was' }]);
  }
  return act(spareVersions(view).map((version) => ({ kind: 'delete-version', version })));
}

/** AZRebalance stays off while it would move anything: it ends a healthy one for it. */
function toPutBack({ memory, fleet, baseline }: View): Settings {
  const { rebalanceSuspended, ...others } = settingsBack(memory, fleet.group, baseline);
  if (rebalanceSuspended === undefined || !isEven(fleet)) return others;
  return { ...others, rebalanceSuspended };
}

/** Versions that nothing is launched from any more: ours, where it went back, and those of dead rolls. */
function spareVersions({ memory, baseline, back, goalVersion }: View): number[] {
  const ours = back && !memory.deleted && !memory.taken ? [goalVersion] : [];
  const kept = [baseline.template.version, goalVersion];
  return [...ours, ...memory.orphans.filter((version) => !kept.includes(version))];
}

/** How long it tries, after the time is up, to put back what AWS does not take: milliseconds. */
const TRIES = 120_000;

/** What AWS refuses for ever must not keep a roll from its end: then it is said instead. @param share of the time */
function isTooLateToPutBack({ back, memory, goal, now }: View, share = 1): boolean {
  const { deadline } = goal.policy;
  return back
    ? now - (memory.backSince ?? now) > share * deadline.back
    : now - goal.began - memory.soaked > deadline.total + share * TRIES;
}

/** Protection comes off first, and has half of the time: what AWS does not take of it must not keep the settings as they are. */
export function isTooLateToLetGo(view: View): boolean {
  return isTooLateToPutBack(view, 0.5);
}

/** What is not as it was found: what somebody else set, and what could not be put back. */
function leftStanding(view: View): string[] {
  const { id } = view.baseline.template;
  return [
    ...settingsKept(view.fleet, view.baseline),
    ...protectedByUs(view).map(({ id }) => `${id} is still protected from scale-in`),
    ...idle(view).map(({ id }) => `${id} is in Standby, and could not be ended`),
    ...spareVersions(view).map((version) => `version ${version} of the template ${id} could not be deleted`),
  ];
}

/** Whether the wanted version alone is left; one that cannot be ended is reported, and does not hold the roll up. */
function isAtGoal(view: View): boolean {
  return isSettled({ ...view, leaving: [] });
}

/** Whether everything is as it should be, but for a template version that AWS does not delete. */
export function isAsItWas(view: View): boolean {
  return isAtGoal(view) && Object.keys(toPutBack(view)).length === 0;
}
