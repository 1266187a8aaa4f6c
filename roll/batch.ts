import type { World } from '../world/world.ts';
import { type Hands, perform } from './act.ts';
import { type Action, describe } from './actions.ts';
import { after } from './after.ts';
import { breach } from './bounds.ts';
import { isOfAws } from './cloud.ts';
import type { Fleet } from './fleet.ts';
import type { Decision } from './rules/rule.ts';
import { viewOf } from './view.ts';

/** An observation older than this is no licence to act: 2 s (ROLL.md 8). */
const FRESH = 2_000;

/** What became of a batch; `late`: some was done, and for the rest the look had become too old. */
export type Done = 'all' | 'late' | 'stopped';

/** Does the actions in order; one that the bounds forbid, or that AWS does not take, ends the batch: it looks again. */
export async function actOn(
  world: World,
  hands: Hands,
  fleet: Fleet,
  actions: readonly Action[],
): Promise<Done> {
  let view = viewOf(hands.goal, fleet, hands.memory(), fleet.at);
  for (const [done, action] of actions.entries()) {
    const forbidden = view && breach(view, action);
    if (forbidden !== undefined) {
      world.note({ step: 'roll', text: `does not do it: ${describe(action)}: ${forbidden}` });
      return 'stopped';
    }
    if (action.kind === 'end' && world.clock.now() - fleet.at > FRESH) return done > 0 ? 'late' : 'stopped';
    world.note({ step: 'roll', text: describe(action) });
    if (!(await attempt(world, hands, action))) return 'stopped';
    if (view !== undefined) view = after(view, action);
  }
  return 'all';
}

/**
 * Does what is decided from look to look: the same again only after a tick, for AWS may not show yet what was done (ROLL.md 5).
 *
 * @returns what does a look's actions, and says whether to look again at once
 */
export function actor(world: World, hands: Hands): (fleet: Fleet, decision: Decision) => Promise<boolean> {
  let before = '';
  return async (fleet, decision) => {
    const actions = decision.kind === 'act' ? decision.actions : [];
    const kinds = actions.map(({ kind }) => kind).join();
    const again = kinds === before;
    const done = again || actions.length === 0 ? 'stopped' : await actOn(world, hands, fleet, actions);
    before = again || done === 'late' ? '' : kinds;
    return done !== 'stopped';
  };
}

/** Whether AWS took it. What was thrown otherwise may have been done or not: the next look shows. */
async function attempt(world: World, hands: Hands, action: Action): Promise<boolean> {
  try {
    await perform(hands, action);
    return true;
  } catch (error) {
    if (!isOfAws(error)) throw error;
    world.note({ step: 'roll', text: `AWS: ${error.message}; looks again` });
    return false;
  }
}
