import type { Figure } from '../../../bench/figure.ts';
import { POLICY } from '../../roll/run-roll.ts';
import { warmOf } from '../warm-of.ts';
import { measureRoll, setScene, steady } from './scene.ts';

const TIMES = { boot: 20, delay: 30 };
const TICK = 5;

/** How soon those that were kept warm serve again: from the call that brings them back until the last of them is proven. */
export async function measureWarm(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const interval of [5, 10, 30]) {
    const scene = await setScene({ size: 6, interval, ...TIMES });
    const policy = { ...POLICY, keepWarm: 3_600_000 };
    const forward = await measureRoll(scene, scene.sim.image('new', steady(TIMES.boot)), { policy });
    const warm = warmOf(forward.facts.map(({ fact }) => fact));
    const back = await measureRoll(scene, scene.old, { kind: 'rollback', roll: 'r-2', warm });
    scene.sim.stop();
    if (back.outcome.kind !== 'done') throw new Error(`the warm rollback ended ${back.outcome.kind}`);
    const called = back.facts.find(({ fact }) => fact.type === 'calling-back')?.at ?? Number.NaN;
    const proven = back.facts.findLast(({ fact }) => fact.type === 'proven')?.at ?? Number.NaN;
    figures.push({
      name: `Warm rollback of 6, checked every ${interval} s: from the call back until they are proven`,
      value: (proven - called) / 1000,
      unit: 's',
      aim: { atMost: interval + POLICY.samples * TICK + 3 },
    });
  }
  return figures;
}
