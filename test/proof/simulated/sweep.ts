import {
  HOWS,
  STORIES,
  sweepPairs,
  sweepSingly,
  sweepSuperseded,
  type Swept,
} from '../../simulation/worlds/sweep.ts';
import type { World } from '../../simulation/worlds/world.ts';
import { bare, type Part } from '../part.ts';

/** What is done to each story. */
const SWEEPS: Readonly<Record<string, (story: World) => Promise<Swept>>> = {
  writes: (story) => sweepSingly(story, 'writes', HOWS),
  reads: (story) => sweepSingly(story, 'reads', ['answer-lost']),
  ...Object.fromEntries(HOWS.map((how) => [`pairs-${how}`, (story: World) => sweepPairs(story, how)])),
  superseded: sweepSuperseded,
};

/** The driver stopped before and after every write, its answer lost, one at a time and in pairs; each resumed with the ledger. */
export const sweep: Part = {
  name: 'sweep',
  what: 'a driver that dies at any write, or at any two, or that loses any answer, ends as one that does not',
  points: () =>
    Object.keys(STORIES).flatMap((story) => Object.keys(SWEEPS).map((name) => `${story}/${name}`)),
  open: () => Promise.resolve(bare((point) => sweptAt(point))),
};

async function sweptAt(point: string) {
  const [name = '', how = ''] = point.split('/');
  const [story, sweepIt] = [STORIES[name], SWEEPS[how]];
  if (story === undefined || sweepIt === undefined) throw new Error(`no point ${point}`);
  const { points, failures } = await sweepIt(story);
  return { counts: { points, failed: failures.length }, failures };
}
