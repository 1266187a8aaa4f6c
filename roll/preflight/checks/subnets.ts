import { spread } from '../../numbers.ts';
import { type Check, fine, problem, warning } from '../finding.ts';
import { roomOf } from '../room.ts';

/** Whether the subnets have addresses for the surge. A zone without any is passed over, and its share goes to the others. */
export const subnets: Check = (look) => {
  const { subnets: places, group } = look;
  if (places === undefined || group.subnets.length === 0) return [];
  if (places.length === 0) return [problem('none of its subnets is there')];
  const { surge } = roomOf(look);
  const free = places.reduce((all, place) => all + place.free, 0);
  // One at least: whatever dies during the roll is replaced.
  const needed = Math.max(surge, 1);
  if (free < needed) {
    const each = places.map((place) => `${place.subnet} ${place.free}`).join(', ');
    return [
      problem(
        `its subnets have ${free} addresses free (${each}), and ${needed} more instances need one each`,
      ),
    ];
  }
  const zones = group.members.map(({ zone }) => zone);
  const tight = spread(needed, places, zones).filter(({ place, count }) => place.free < count);
  if (tight.length === 0) return [fine(`${free} addresses free in ${places.length} subnets`)];
  return tight.map(({ place, count }) =>
    warning(
      `${place.subnet} in ${place.zone} has ${place.free} addresses free, and its share is ${count}: the other zones take the rest`,
    ),
  );
};
