import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';

import { shownKinds } from '../../../region/faults/kinds.ts';

t.test('FAULT-21 docs/region-faults.md has each kind of fault as the help says it', (t) => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/region-faults.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `(.+?)` *\| (.+?) *\|$/gm)].map(([, usage, says]) => ({ usage, says }));
  t.same(rows, shownKinds());
  t.end();
});
