import type { Hands } from './act.ts';
import { perform } from './act.ts';
import { isOfAws } from './cloud.ts';
import type { Action } from './actions.ts';
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
  const left: string[] = [];
  // Protection first: then no scale-in comes between, and who is ended as the grace period falls is not asked for any more.
  for (const action of [...protections(fleet, memory), ...settled(settings)]) {
    try {
      await perform(hands, action);
    } catch (error) {
      if (!isOfAws(error)) throw error;
      left.push(`the group's ${NAMES[action.kind]} could not be put to rest: ${error.message}`);
    }
  }
  return left;
}

type Resting = Extract<Action, { kind: 'write-settings' | 'protect' | 'unprotect' }>;

const NAMES: Readonly<Record<Resting['kind'], string>> = {
  'write-settings': 'settings',
  protect: 'protection',
  unprotect: 'protection',
};

function settled(settings: Settings): Resting[] {
  if (Object.keys(settings).length === 0) return [];
  return [{ kind: 'write-settings', settings, why: 'it comes to rest' }];
}

/** Old ones were protected for the roll alone; the new ones that are proven were safe by the pinned minimum too, which is not pinned any more. */
function protections({ members }: Fleet, { protects, proven }: Memory): Resting[] {
  const ours = members.filter(({ id, life }) => life === 'serving' && protects.has(id));
  const on = ours.filter((one) => !one.protected && one.healthy && proven.has(one.id));
  const off = ours.filter((one) => one.protected && !proven.has(one.id));
  return [
    ...(on.length === 0 ? [] : [{ kind: 'protect', instances: on.map(({ id }) => id) } as const]),
    ...(off.length === 0 ? [] : [{ kind: 'unprotect', instances: off.map(({ id }) => id) } as const]),
  ];
}
