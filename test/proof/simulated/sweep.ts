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

type Sweep = (story: World) => Promise<Swept>;

/** What is done to each story, each resumed with the ledger. */
const SWEEPS: Readonly<Record<string, Sweep>> = {
  writes: (story) => sweepSingly(story, 'writes', HOWS),
  reads: (story) => sweepSingly(story, 'reads', ['answer-lost']),
  ...Object.fromEntries(HOWS.map((how) => [`pairs-${how}`, (story: World) => sweepPairs(story, how)])),
  superseded: sweepSuperseded,
};

/** The same, each resumed with the group's tags alone. */
const ALONE = Object.entries(SWEEPS).map(([name, sweepIt]): [string, Sweep] => [
  `tags-${name}`,
  (story) => sweepIt({ ...story, recalls: 'tags' }),
]);

const ALL: Readonly<Record<string, Sweep>> = { ...SWEEPS, ...Object.fromEntries(ALONE) };

/** The driver stopped before and after every write, its answer lost, one at a time and in pairs; resumed with the ledger, and with the tags alone. */
export const sweep: Part = {
  name: 'sweep',
  what: 'a driver that dies at any write, or at any two, or that loses any answer, ends as one that does not',
  points: () => Object.keys(STORIES).flatMap((story) => Object.keys(ALL).map((name) => `${story}/${name}`)),
  open: () => Promise.resolve(bare((point) => sweptAt(point))),
};

async function sweptAt(point: string) {
  const [name = '', how = ''] = point.split('/');
  const [story, sweepIt] = [STORIES[name], ALL[how]];
  if (story === undefined || sweepIt === undefined) throw new Error(`no point ${point}`);
  const { points, failures } = await sweepIt(story);
  return { counts: { points, failed: failures.length }, failures };
}
