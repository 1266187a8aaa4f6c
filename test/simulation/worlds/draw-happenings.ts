import type { Dice } from './dice.ts';
import type { Deed } from './strangers.ts';
import type { Happening } from './world.ts';

/** What comes in between: nothing in three of ten worlds. */
export function drawHappenings(dice: Dice): Happening[] {
  if (dice.chance(0.3)) return [];
  const kinds = dice.chance(0.4) ? ([...KINDS, ...STRANGERS] as const) : KINDS;
  const happenings = Array.from({ length: dice.small(1, 6) }, () => dice.one(kinds)(dice));
  return happenings.toSorted((a, b) => whenOf(a) - whenOf(b));
}

const KINDS: readonly [(dice: Dice) => Happening, ...((dice: Dice) => Happening)[]] = [
  killed,
  killed,
  (dice) => ({ kind: 'stopped', at: when(dice) }),
  (dice) => ({ kind: 'abort', at: when(dice) }),
  (dice) => fault(dice, 'no-capacity', dice.one(PLACES), dice.whole(10, 400)),
  (dice) => ({ kind: 'ledger-down', at: when(dice), seconds: dice.whole(1, 120) }),
  (dice) => fault(dice, 'throttle', [], dice.whole(1, 120)),
  (dice) => fault(dice, 'throttle', [dice.one(WRITES)], dice.whole(1, 120)),
  (dice) => fault(dice, 'error', ['InternalFailure', dice.one(CALLS)], dice.whole(1, 120)),
  (dice) => ({ ...fault(dice, 'lost-answer', [dice.one(CALLS)], 600), times: dice.whole(1, 3) }),
  (dice) => fault(dice, 'hang', [], dice.whole(1, 60)),
  (dice) => fault(dice, 'contention', [], dice.whole(10, 120)),
  (dice) => fault(dice, 'stale-describe', [String(dice.whole(2, 10))], dice.whole(10, 300)),
];

type Draw = (dice: Dice) => Happening;

/** What others do. */
const STRANGERS: readonly [Draw, ...Draw[]] = [
  (dice) => scaled(dice, 'person'),
  (dice) => scaled(dice, 'policy'),
  (dice) => scaled(dice, 'schedule'),
  (dice) => stranger(dice, { deed: 'terminate', nth: dice.whole(0, 7) }),
  (dice) => stranger(dice, { deed: 'terminate', nth: dice.whole(0, 7) }),
  (dice) => stranger(dice, { deed: 'remove', nth: dice.whole(0, 7) }),
  (dice) => stranger(dice, { deed: 'resize', what: dice.one(['min', 'max']), change: change(dice) }),
  (dice) => stranger(dice, { deed: 'grace', seconds: dice.one([0, 120, 400]) }),
  (dice) => stranger(dice, { deed: 'suspend', process: dice.one(PROCESSES) }),
  (dice) => stranger(dice, { deed: 'untag' }),
];

/** Zones without capacity: one of them, or all. */
const PLACES: readonly [string[], ...string[][]] = [['eu-sim-1a'], ['eu-sim-1b'], []];

const PROCESSES = ['AZRebalance', 'ScheduledActions', 'AlarmNotification', 'ReplaceUnhealthy'] as const;

function change(dice: Dice): number {
  return dice.one([1, -1]) * dice.whole(1, 2);
}

function scaled(dice: Dice, by: 'person' | 'policy' | 'schedule'): Happening {
  return stranger(dice, { deed: 'scale', by, change: change(dice) });
}

function stranger(dice: Dice, deed: Deed): Happening {
  return { kind: 'stranger', at: when(dice), ...deed };
}

const WRITES = [
  'LaunchInstances',
  'TerminateInstanceInAutoScalingGroup',
  'UpdateAutoScalingGroup',
  'SetInstanceProtection',
  'CreateOrUpdateTags',
  'DeleteTags',
  'CreateLaunchTemplateVersion',
  'DeleteLaunchTemplateVersions',
  'SuspendProcesses',
  'ResumeProcesses',
] as const;

const CALLS = [
  ...WRITES,
  'DescribeAutoScalingGroups',
  'DescribeTargetHealth',
  'DescribeInstances',
  'GetConsoleOutput',
] as const;

function killed(dice: Dice): Happening {
  const how = dice.one(['killed-before', 'killed-after', 'answer-lost'] as const);
  return { kind: 'driver', call: dice.whole(8, 150), how };
}

/** Seconds after the first command: most of them while it is at work. */
function when(dice: Dice): number {
  return dice.small(0, 1200);
}

function fault(
  dice: Dice,
  name: string,
  words: readonly string[],
  seconds: number,
): Extract<Happening, { kind: 'fault' }> {
  return { kind: 'fault', at: when(dice), fault: name, words, seconds };
}

function whenOf(happening: Happening): number {
  return happening.kind === 'driver' ? happening.call * 5 : happening.at;
}
