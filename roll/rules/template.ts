import type { Launch } from '../memory.ts';
import type { View } from '../view.ts';
import { act, type Rule } from './rule.ts';

/** An id that LaunchInstances gave and that no look has shown yet is waited for so long (ROLL.md 3). */
const UNSEEN = 60_000;

/** The template is the baseline's until the new version is proven, but around a launch: what the group launches itself is what served. */
export const templateStands: Rule = (view) => {
  const version = templateNow(view);
  if (view.fleet.group.template.version === version) return undefined;
  const why =
    version === view.goalVersion ? 'the new version' : 'what the group launches by itself is what served';
  return act([{ kind: 'write-settings', settings: { version }, why }]);
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
function isUnderWay({ version, answer }: Launch, { goalVersion, memory, now }: View): boolean {
  if (version !== goalVersion) return false;
  if (answer === undefined) return true;
  return now - answer.at < UNSEEN && answer.instances.some((id) => !memory.sightings.has(id));
}
