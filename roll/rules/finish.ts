import type { Settings } from '../facts.ts';
import { isEven, settingsBack, settingsKept } from '../put-back.ts';
import type { View } from '../view.ts';
import { silenceIn } from './alarms.ts';
import { isOverdue, isPastReturn, isTooLateToPutBack } from './deadline.ts';
import { letGo, protectedByUs } from './protection.ts';
import { act, type Decision, type Rule } from './rule.ts';
import { isSettled } from './settings.ts';
import { idle } from './warm.ts';

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

function undo(view: View): Decision | undefined {
  if (isTooLateToPutBack(view)) return undefined;
  const settings = toPutBack(view);
  if (Object.keys(settings).length > 0) {
    return act([{ kind: 'write-settings', settings, why: 'as it was' }]);
  }
  // After the settings: protection that AWS does not take off must not keep them as they are.
  const held = letGo(view);
  if (held.length > 0) return act(held);
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
