import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { runFolder } from './run-folder.ts';

/** Each tap clears it as it begins. */
const CLEARED = join(import.meta.dirname, '..', '..', '.tap', 'processinfo');

t.test('of two folders that run at once neither clears what the other notes', async (t) => {
  const said: string[] = [];
  const folder = { name: 'x', files: ['test/runner/folders.test.ts'], heavy: false, timeout: 60 };
  const { failed, passed } = await runFolder(folder, (line) => said.push(line));
  t.equal(failed, 0, said.join('\n'));
  t.ok(passed > 0);
  t.strictSame(existsSync(CLEARED) ? readdirSync(CLEARED) : [], [], 'nothing is noted where it is cleared');
});
