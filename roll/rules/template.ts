import type { Launch } from '../memory.ts';
import type { View } from '../view.ts';
import { unseenOf } from './launch.ts';
import { act, type Rule } from './rule.ts';
import { held } from './settings.ts';

/** The template is the baseline's until the new version is proven, but around a launch: what the group launches itself is what served. */
export const templateStands: Rule = (view) => {
  const version = templateNow(view);
  const { template } = view.fleet.group;
  if (template.version === version && template.id === view.baseline.template.id) return undefined;
  const why =
    version === view.goalVersion ? 'the new version' : 'what the group launches by itself is what served';
  return act([{ kind: 'write-settings', settings: { ...held(view), version }, why }]);
};

/** Which version the group's template should be now. */
function templateNow(view: View): number {
  const { goal, memory, back, baseline, goalVersion } = view;
  if (back) return baseline.template.version;
  const stays = memory.moved || goal.kind === 'rollback';
  return stays || memory.launches.some((launch) => isUnderWay(launch, view))
    ? goalVersion
    : baseline.template.version;
}

/** Whether the launch may still start something, or has not been seen to have. */
function isUnderWay(launch: Launch, view: View): boolean {
  if (launch.version !== view.goalVersion) return false;
  return launch.answer === undefined || unseenOf(launch, view).length > 0;
}

/** Somebody else moved the group to another template: never overwritten; seen twice, the roll rests (ROLL.md 6). */
export const stranger: Rule = ({ fleet, memory, goal, now, baseline }) => {
  const since = memory.strangeSince;
  if (since === undefined) return undefined;
  const { id, version } = fleet.group.template;
  const { template } = baseline;
  const found =
    id === template.id ? `version ${template.version}` : `version ${template.version} of ${template.id}`;
  const what = `the group was moved to version ${version} of ${id} by somebody else; before the roll it was on ${found}`;
  return now - since < goal.policy.tick
    ? { kind: 'wait', for: 'a second look at the template', until: undefined }
    : { kind: 'rest', because: what };
};
