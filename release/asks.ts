import { askOf } from '../ledger/folds/asks.ts';
import type { Ask } from '../roll/ask.ts';
import { askIn } from '../roll/ask-tag.ts';
import { isOfAws } from '../roll/cloud.ts';
import type { Fleet } from '../roll/fleet.ts';
import type { Drive } from './drive.ts';
import { taggedGroups, taggedPlace } from './tagged-groups.ts';

/**
 * Reads, each tick, what is asked of the driver: what it was begun with, what somebody asked in the ledger meanwhile, or by the
 * group's tags. What the tags asked before a person moved the roll is taken back by that.
 */
export function asksOf({
  session,
  order,
  roll,
  lease,
  heard,
}: Drive): (fleet: Fleet | undefined) => Promise<Ask | undefined> {
  const { ledger, name, world } = session;
  const since = order.moves === undefined ? 0 : world.clock.now();
  const groups = taggedGroups(taggedPlace(session), undefined);
  const inLedger = async () => askOf(await ledger.asks(name, heard), { roll, fence: lease.token });
  return async (fleet) => {
    const tagged = fleet && askIn(fleet, roll, since);
    // What one group's tags ask the others' ask too, and they may have no turn any more.
    if (tagged !== undefined && tagged.kind !== 'abort')
      await groups.clearAsk().catch((error: unknown) => {
        // The next look shows whether it was done.
        if (!isOfAws(error)) throw error;
      });
    const given = order.moves?.ask ?? tagged;
    const asked = await inLedger().catch((error: unknown) => {
      if (given === undefined) throw error;
      return undefined;
    });
    if (asked === undefined || (given !== undefined && asked.ask === 'pause')) return given;
    const { ask: kind, by, force = false } = asked;
    return kind === 'abort' ? { kind, by, force } : { kind, by };
  };
}
