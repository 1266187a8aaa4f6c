import t from 'tap';

import { play } from './worlds/play.ts';
import { STORIES } from './worlds/sweep.ts';
import type { Happening } from './worlds/world.ts';

/** So many writes apart: all of them are swept by `npm run proof -- sweep`. */
const EACH = 4;

for (const [name, story] of Object.entries(STORIES)) {
  t.test(
    `${name}: a driver that dies at a write is resumed by the group's tags alone, to the same end`,
    async (t) => {
      const world = { ...story, recalls: 'tags' } as const;
      const clean = await play(world);
      t.strictSame(clean.troubles, []);
      const calls = clean.calls.writes.filter((_, i) => i % EACH === 1);
      for (const call of calls) {
        const killed: Happening = { kind: 'driver', call, how: 'killed-after' };
        const { ends, troubles } = await play({ ...world, happenings: [...world.happenings, killed] });
        t.strictSame([ends, troubles], [clean.ends, []], `killed after call ${call}`);
      }
    },
  );
}
