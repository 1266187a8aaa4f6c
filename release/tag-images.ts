import { imagesOf } from '../world/aws/images.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import { ownersOf } from './owners.ts';
import { type Groups, unfinishedIn } from './tag-facts.ts';
import type { TaggedPlace } from './tagged-groups.ts';

/**
 * Refuses to go on with a roll whose image only a tag names, where that is of no account that the config names: anybody who may
 * tag the group may have written it. That of a version whose description is the roll's own is its image, whosever it is.
 *
 * @throws Failure `group-unfit`
 */
export async function refuseUnowned({ clients, config, name }: TaggedPlace, groups: Groups): Promise<void> {
  const roll = unfinishedIn(groups);
  if (roll?.image === undefined || roll.sure) return;
  const owners = ownersOf({ config });
  if ((await imagesOf(clients).withId(roll.image, owners)) !== undefined) return;
  throw new Failure({
    code: 'group-unfit',
    what: `The tags name the image ${roll.image}, which is not there, or of no account that the config names (${owners.join(', ')}).`,
    why: 'no version of the group’s template says that the roll made it, and a tag alone is not believed',
    state: UNTOUCHED,
    next: `take the tag bakeroll:roll off the groups of ${name}, or wait for the ledger`,
  });
}
