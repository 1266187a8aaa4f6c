import type { Dice } from './dice.ts';
import type { Happening } from './world.ts';

/** What comes in between: nothing in three of ten worlds. */
export function drawHappenings(dice: Dice): Happening[] {
  if (dice.chance(0.3)) return [];
  const happenings = Array.from({ length: dice.small(1, 6) }, () => dice.one(KINDS)(dice));
  return happenings.toSorted((a, b) => whenOf(a) - whenOf(b));
}

const KINDS: readonly [(dice: Dice) => Happening, ...((dice: Dice) => Happening)[]] = [
  killed,
  killed,
  (dice) => ({ kind: 'stopped', at: when(dice) }),
  (dice) => ({ kind: 'ledger-down', at: when(dice), seconds: dice.whole(1, 120) }),
  (dice) => fault(dice, 'throttle', [], dice.whole(1, 120)),
  (dice) => fault(dice, 'throttle', [dice.one(WRITES)], dice.whole(1, 120)),
  (dice) => fault(dice, 'error', ['InternalFailure', dice.one(CALLS)], dice.whole(1, 120)),
  (dice) => ({ ...fault(dice, 'lost-answer', [dice.one(CALLS)], 600), times: dice.whole(1, 3) }),
  (dice) => fault(dice, 'hang', [], dice.whole(1, 60)),
  (dice) => fault(dice, 'contention', [], dice.whole(10, 120)),
  (dice) => fault(dice, 'stale-describe', [String(dice.whole(2, 10))], dice.whole(10, 300)),
];

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
