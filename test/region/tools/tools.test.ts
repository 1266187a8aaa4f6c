import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import t from 'tap';

import { startModelRegion } from '../model-region.ts';
import type { Exchange } from './exchange.ts';
import { replay } from './replay.ts';

/** What tools that `npm test` does not need said to a region, and read in its answers (see record.ts). */
const recordings = globSync(join(import.meta.dirname, 'recordings', '*.ndjson'));

t.test('there are recordings', (t) => {
  t.ok(recordings.length > 0);
  t.end();
});

for (const path of recordings) {
  t.test(
    `TOOLS-1 ${basename(path, '.ndjson')} finds in each answer what it found when it was recorded`,
    async (t) => {
      const region = await startModelRegion();
      t.teardown(() => region.close());
      t.same(await replay(region, exchangesIn(path)), []);
    },
  );
}

t.test('a text that an answer has no more is said, with its request', async (t) => {
  const region = await startModelRegion();
  t.teardown(() => region.close());
  const asked = recordings.flatMap(exchangesIn).find(({ reply }) => reply.includes('<Account>'));
  if (asked === undefined) throw new Error('nobody asked who he is');
  const changed = { ...asked, reply: asked.reply.replace(/<Account>[^<]*/, '<Account>123456789012') };
  t.match(await replay(region, [changed]), [/GetCallerIdentity.*Account.*123456789012/]);
});

function exchangesIn(path: string): Exchange[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Exchange);
}
