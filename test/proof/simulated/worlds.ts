import { drawWorld } from '../../simulation/worlds/draw.ts';
import { play } from '../../simulation/worlds/play.ts';
import { reportOf } from '../../simulation/worlds/report.ts';
import { shrink } from '../../simulation/worlds/shrink.ts';
import { bare, type Found, type Part } from '../part.ts';

/** How many worlds make one point. */
const EACH = 100;

/** Simulated worlds drawn from the plan's seed: `npm run simulate` plays the same. */
export const worlds: Part = {
  name: 'worlds',
  what: `whatever happens in a simulated world, a roll ends, keeps its promise and leaves nothing: ${EACH} worlds a run`,
  runs: 100,
  points: ({ runs }) => Array.from({ length: runs }, (_, number) => `from-${number * EACH}`),
  open: (plan) => Promise.resolve(bare((point) => playFrom(`${plan.seed}`, Number(point.split('-')[1])))),
};

async function playFrom(seed: string, from: number): Promise<Found> {
  const counts: Record<string, number> = { worlds: 0 };
  const failures: string[] = [];
  for (let number = from; number < from + EACH; number += 1) {
    const played = await play(drawWorld(`${seed}-${number}`));
    counts['worlds'] = (counts['worlds'] ?? 0) + 1;
    for (const end of played.ends) counts[`ended ${end}`] = (counts[`ended ${end}`] ?? 0) + 1;
    if (played.troubles.length > 0)
      failures.push(reportOf(failures.length === 0 ? await shrink(played) : played));
  }
  return { counts, failures };
}
