import { type Check, fine, problem } from '../finding.ts';
import { askedOf, roomOf } from '../room.ts';
import { NO_CONSENT } from '../wanted.ts';

/** Whether there is room to go on serving while instances are replaced (ROLL.md 1). */
export const capacity: Check = (look) => {
  const { group, wanted } = look;
  const { policy, consent = NO_CONSENT } = wanted;
  const asked = askedOf(look);
  if (asked === 0) return [fine('desired is 0: the template moves, and nothing serves')];
  const { surge, floor } = roomOf(look);
  if (asked > group.max) {
    return [
      problem(`${asked} are asked for, and its maximum is ${group.max}: raise it, or lower roll.first_size`),
    ];
  }
  if (surge === 0 && floor >= asked) return [problem(noRoom(look, asked))];
  if (surge === 0 && floor === 0 && !consent.downtime) {
    return [
      problem(
        `its maximum is ${group.max} and ${asked} ${asked === 1 ? 'is' : 'are'} asked for: all of them would be ended first; --accept-downtime does that`,
      ),
    ];
  }
  const raised =
    policy.max === 'raise' && asked + surge > group.max ? `, raised to ${asked + surge} for the roll` : '';
  return [
    fine(
      `${asked} asked for, never fewer than ${floor} serving, at most ${asked + surge} at once (maximum ${group.max}${raised})`,
    ),
  ];
};

function noRoom({ group: { max }, wanted: { policy } }: Parameters<Check>[0], asked: number): string {
  const full =
    max > asked && policy.max === 'fit'
      ? 'surge is 0'
      : `its maximum is ${max} and ${asked} are asked for: there is no room for one more`;
  return `${full}, and min_healthy lets none be ended first; \`max: raise\` makes room for the roll, a min_healthy below 100% ends old ones first`;
}
