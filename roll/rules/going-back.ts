import { act, type Rule } from './rule.ts';
import { isTheirs } from './settings.ts';

/** Going back no longer holds the minimum above those asked for: the new ones may go, by whomever (ROLL.md 6). */
export const loosen: Rule = (view) => {
  const { back, asked, fleet } = view;
  if (!back || fleet.group.min <= asked || isTheirs(view, 'min')) return undefined;
  return act([{ kind: 'write-settings', settings: { min: asked }, why: 'nothing new is held any more' }]);
};
