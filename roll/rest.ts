import type { Hands } from './act.ts';
import { perform } from './act.ts';
import { isOfAws } from './cloud.ts';
import type { Settings } from './facts.ts';
import type { Fleet } from './fleet.ts';
import type { Memory } from './memory.ts';
import { isEven, settingsBack } from './put-back.ts';

/**
 * Brings the group to rest before the driver leaves: the template is the proven version's, and the settings are what they
 * were, each only if it still has the value that we wrote; the minimum stays while a new instance is not healthy, and
 * AZRebalance stays off while it would move anything: it ends an old one as soon as its replacement is in service, healthy
 * or not (ROLL.md 6 and 7).
 *
 * @returns what could not be written
 */
export async function comeToRest(hands: Hands, fleet: Fleet): Promise<string[]> {
  const memory = hands.memory();
  const { baseline, version, moved, goingBack } = memory;
  if (baseline === undefined || version === undefined) return [];
  const { group } = fleet;
  const proven = moved && goingBack === undefined ? version : baseline.template.version;
  const calm = fleet.members.every((member) => member.version !== version || member.healthy);
  const { min, rebalanceSuspended, ...others } = settingsBack(memory, group, baseline);
  const settings: Settings = {
    ...(memory.strangeSince !== undefined || group.template.version === proven ? {} : { version: proven }),
    ...others,
    ...(calm && min !== undefined ? { min } : {}),
    ...(isEven(fleet) && rebalanceSuspended !== undefined ? { rebalanceSuspended } : {}),
  };
  const open = shielded(fleet, memory);
  try {
    if (Object.keys(settings).length > 0)
      await perform(hands, { kind: 'write-settings', settings, why: 'it comes to rest' });
    if (open.length > 0) await perform(hands, { kind: 'unprotect', instances: open });
    return [];
  } catch (error) {
    if (!isOfAws(error)) throw error;
    return [`the group's settings could not be put to rest: ${error.message}`];
  }
}

/** Old ones were protected for the roll alone: at rest they may be scaled in again. */
function shielded({ members }: Fleet, { protects, proven }: Memory): string[] {
  return members
    .filter((member) => member.protected && member.life === 'serving')
    .filter(({ id }) => protects.has(id) && !proven.has(id))
    .map(({ id }) => id);
}
