import t from 'tap';
import { runFolder } from './run-folder.ts';

t.test('of two folders that run at once neither clears what the other notes', async (t) => {
  // As it is where nobody runs this test.
  for (const name of Object.keys(process.env))
    if (/^_?TAP/.test(name)) Reflect.deleteProperty(process.env, name);
  const said: string[] = [];
  const folder = { name: 'x', files: ['test/runner/samples/noting.ts'], heavy: false, timeout: 60 };
  const { failed, passed } = await runFolder(folder, (line) => said.push(line));
  t.strictSame([passed, failed], [1, 0], said.join('\n'));
});
