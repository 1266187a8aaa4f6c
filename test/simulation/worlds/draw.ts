import { SWITCHES, type SwitchName, type Switches } from '../../../region/model/switches.ts';
import type { Amount } from '../../../roll/goal.ts';
import { type Dice, diceOf } from './dice.ts';
import { drawHappenings } from './draw-happenings.ts';
import { drawRecalls } from './draw-recalls.ts';
import type { Act, GroupOrder, PolicyOrder, Quality, World } from './world.ts';

/** The world of a seed. One of twenty, and small, is reached through the SDK. */
export function drawWorld(seed: string): World {
  const dice = diceOf(seed);
  const byCodec = dice.chance(0.05);
  const quality = drawQuality(dice);
  // Of machines that fail again and again there are many even in a small group.
  const most = quality.kind === 'crashes' || quality.kind === 'sickens' ? 8 : 40;
  const group = drawGroup(dice, byCodec ? 6 : most);
  const plot = drawPlot(dice);
  const policy = drawPolicy(dice, group.size);
  return {
    seed,
    way: byCodec ? 'the codec' : 'functions',
    latency: group.size <= 12 && dice.chance(0.2) ? dice.one([0.1, 0.3]) : 0,
    group,
    policy,
    plot,
    images: { v2: quality, ...(plot.some(({ to }) => to === 'v3') ? { v3: GOOD } : {}) },
    switches: dice.chance(0.5) ? drawSwitches(dice) : {},
    happenings: drawHappenings(dice),
    ...drawRecalls(seed),
  };
}

function drawGroup(dice: Dice, most: number): GroupOrder {
  const size = most <= 6 || dice.chance(0.5) ? dice.whole(0, 6) : dice.small(7, most);
  const from = dice.whole(5, 60);
  return {
    size,
    min: dice.whole(0, size),
    // Without room for one more a roll is refused, and one of each kind of world is enough of that.
    max: size + (dice.chance(0.02) ? 0 : dice.whole(1, Math.max(2, size))),
    zones: dice.chance(0.8) ? 2 : 1,
    healthCheck: dice.one(['EC2', 'ELB']),
    grace: dice.one([0, 60, 300]),
    uneven: dice.chance(0.15),
    // Many machines that boot each at its own instant make a long world.
    boot: { from, to: from + (size > 12 ? 0 : dice.whole(0, 60)) },
    healthy: size > 12 ? { from: 5, to: 5 } : { from: 1, to: dice.whole(1, 30) },
    interval: dice.one([10, 15, 30]),
    failures: dice.whole(2, 3),
    delay: dice.one([0, 20, 60, 120]),
  };
}

type Steps = NonNullable<PolicyOrder['steps']>;

function drawPolicy(dice: Dice, size: number): PolicyOrder {
  return {
    ...(dice.chance(0.6) ? { surge: size > 8 ? { percent: dice.one([25, 50]) } : dice.one(SURGES) } : {}),
    ...(dice.chance(0.2) ? { minHealthy: dice.one([{ percent: 90 }, { percent: 50 }, { count: 1 }]) } : {}),
    ...(dice.chance(0.4) ? { samples: dice.whole(1, 3) } : {}),
    ...(dice.chance(0.3) ? { soak: dice.one([20, 60, 120]) } : {}),
    ...(dice.chance(0.2) ? { tick: dice.one([2, 5]) } : {}),
    ...(dice.chance(0.4) ? { maxBadLaunches: dice.whole(1, 4) } : {}),
    ...(dice.chance(0.2) ? { canary: dice.whole(1, 2), canarySoak: dice.one([0, 30, 60]) } : {}),
    ...(dice.chance(0.15) ? { steps: dice.one(STEPS) } : {}),
    ...(dice.chance(0.15) ? { max: 'raise' as const } : {}),
  };
}

const STEPS: readonly [Steps, ...Steps[]] = [
  [{ percent: 25, soak: 30 }],
  [{ percent: 50, soak: 0 }],
  [
    { percent: 10, soak: 20 },
    { percent: 50, soak: 20 },
  ],
];

const SURGES: readonly [Amount, ...Amount[]] = [{ count: 1 }, { count: 2 }, { percent: 25 }, { percent: 50 }];

function drawPlot(dice: Dice): Act[] {
  const roll: Act = { kind: 'roll', to: 'v2' };
  const abandonedAt = dice.whole(8, 120);
  return dice.one<Act[]>([
    [roll],
    [roll],
    [{ kind: 'rollback', to: 'v2' }],
    [roll, { kind: 'rollback', to: 'v1' }],
    [
      { ...roll, abandonedAt },
      { kind: 'roll', to: 'v3' },
    ],
    [
      { ...roll, abandonedAt },
      { kind: 'rollback', to: 'v1' },
    ],
  ]);
}

const GOOD: Quality = { kind: 'good' };

function drawQuality(dice: Dice): Quality {
  return dice.one<() => Quality>([
    () => GOOD,
    () => GOOD,
    () => GOOD,
    () => ({ kind: 'bad' }),
    () => ({ kind: 'crashes', after: dice.whole(1, 200) }),
    () => ({ kind: 'sickens', after: dice.whole(1, 400) }),
    () => ({ kind: 'some-bad', every: dice.whole(2, 5), first: dice.whole(0, 4) }),
  ])();
}

function drawSwitches(dice: Dice): Switches {
  const names = Object.keys(SWITCHES) as SwitchName[];
  return Object.fromEntries(names.map((name) => [name, dice.one<string>(SWITCHES[name].values)]));
}
