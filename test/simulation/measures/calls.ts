import type { Figure } from '../../../bench/figure.ts';
import { mostWrites } from '../../../roll/rehearsal.ts';
import { measureRoll, setScene, steady } from './scene.ts';

/** Seconds: 120 from launch to healthy and a drain of 300, as the peers' rolls were reckoned. */
const TIMES = { boot: 110, delay: 300, interval: 10 };

/** Calls of a successful roll as Riff-Raff and bouncer would make it, reckoned from their sources: polls of 30 s and of 15 s, so many calls a poll and an instance. */
const RIFF_RAFF = (size: number) => 48 + 26 * size;
const BOUNCER = (size: number) => 56 + 133 * size;

/** Calls to AWS of rolls of three sizes, beside what two peers would make of the same roll. */
export async function measureCalls(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of [10, 50, 500]) {
    const scene = await setScene({ size, ...TIMES });
    const { outcome, calls } = await measureRoll(scene, scene.sim.image('new', steady(TIMES.boot)));
    scene.sim.stop();
    if (outcome.kind !== 'done') throw new Error(`the roll of ${size} ended ${outcome.kind}`);
    const peers = `Riff-Raff about ${RIFF_RAFF(size)} in all, bouncer about ${BOUNCER(size)}`;
    figures.push(
      { name: `Reads of AWS, a roll of ${size} (${peers})`, value: calls.reads, unit: 'calls' },
      {
        name: `Writes to AWS, a roll of ${size}`,
        value: calls.writes,
        unit: 'calls',
        aim: { atMost: mostWrites(size, 1) },
      },
    );
  }
  return figures;
}
