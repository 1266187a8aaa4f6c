import { endThem, interleave } from './drain.ts';
import type { Rule } from './rule.ts';

/** What dead rolls launched, and is of no use to this one, goes before anything is launched, as far as more stand than are asked for (ROLL.md 5, 7). */
export const endStrays: Rule = (view) => {
  const { old, baseline, serving, floor, desired, asked } = view;
  const strays = old.filter(({ version }) => version !== baseline.template.version);
  const spare = Math.max(0, desired - asked);
  const unhealthy = strays.filter(({ healthy }) => !healthy);
  const most = Math.max(0, serving.length - floor);
  const healthy = interleave(strays.filter((member) => member.healthy)).slice(0, most);
  const why = 'a roll that did not come to its end launched it';
  return endThem(view, [...unhealthy, ...healthy].slice(0, spare), why);
};
