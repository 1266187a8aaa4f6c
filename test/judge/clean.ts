import { type Story, story } from './story.ts';

/** What a roll does that goes well, in its parts: each begins with a look, a tick after the one before. */
export const PARTS: Readonly<Record<Part, (told: Story) => void>> = {
  begin: (told) => {
    told.tag({ 'bakeroll:roll': 'r-1', 'bakeroll:phase': 'unproven' });
    told.makeVersion();
    told.update({ grace: 300 });
    told.suspend(['AZRebalance']);
  },
  launch: (told) => {
    const size = told.serving().length;
    told.update({ version: '2' });
    told.launch(size);
  },
  pin: (told) => {
    told.update({ version: '1', min: 2 * told.serving().length });
    told.serve(...told.coming());
  },
  sample: () => undefined,
  move: (told) => {
    told.protect(told.newOnes(), true);
    told.update({ version: '2' });
    told.tag({ 'bakeroll:phase': 'proven' });
  },
  drain: (told) => {
    const olds = told.oldOnes();
    told.update({ min: olds.length });
    for (const id of olds) told.end(id, true);
    told.pass(20);
    told.gone(...olds);
  },
  unprotect: (told) => {
    told.protect(told.newOnes(), false);
  },
  restore: (told) => {
    told.update({ min: 0, grace: 0 });
    told.resume(['AZRebalance']);
    told.untag('bakeroll:roll', 'bakeroll:phase');
  },
};

export type Part = 'begin' | 'launch' | 'pin' | 'sample' | 'move' | 'drain' | 'unprotect' | 'restore';

/**
 * A roll of so many, by those parts; one that is named in `instead` is done otherwise.
 *
 * @param until the last part that is done
 */
export function rolled(
  size: number,
  instead: Partial<Record<Part, (told: Story) => void>> = {},
  until: Part = 'restore',
): Story {
  const told = story(size);
  for (const [part, act] of Object.entries({ ...PARTS, ...instead })) {
    told.pass(5);
    told.look();
    act(told);
    if (part === until) break;
  }
  return told;
}
