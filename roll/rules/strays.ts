import type { Member } from '../fleet.ts';
import type { View } from '../view.ts';
import { interleave } from '../zones.ts';
import { endThem, mayGo } from './drain.ts';
import type { Rule } from './rule.ts';

/** Old ones above those asked for go before anything is launched: what dead rolls launched, and is of no use to this one, then what the group launched too many (ROLL.md 5, 7). */
export const endStrays: Rule = (view) => {
  const { old, baseline, serving, floor, spare, asked } = view;
  const strays = old.filter(({ version }) => version !== baseline.template.version);
  const served = old.filter((member) => !strays.includes(member));
  const tooMany = inTurn(served).slice(0, Math.max(0, served.length - asked));
  const going = above(floor, [...inTurn(strays), ...tooMany], serving);
  return endThem(view, mayGo(view, going).slice(0, spare), WHY);
};

const WHY = 'more stand than are asked for';

/** The unhealthy ones first, then from the fullest zone. */
function inTurn(members: readonly Member[]): Member[] {
  const healthy = members.filter((member) => member.healthy);
  return [...members.filter((member) => !member.healthy), ...interleave(healthy)];
}

/** Without those whose end would leave fewer than the floor. */
function above(floor: number, members: readonly Member[], serving: View['serving']): Member[] {
  let left = serving.length - floor;
  return members.filter((member) => !member.healthy || left-- > 0);
}
