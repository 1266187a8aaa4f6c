import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import t from 'tap';
import { checkout } from '../bake/checkout.ts';
import { BIN, ownSurroundings } from './called.ts';

await ownSurroundings(t);

const CONFIG = `app: slow
package: { build: sh build.sh, files: { made/: /usr/lib/slow/ } }
environments:
  dev: { region: eu-west-1, groups: [{ name: web }] }
`;

for (const [signal, exit] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  t.test(`${signal} ends a build with what it started, and the exit code is the signal's`, async (t) => {
    const { folder } = checkout(t, {
      'bakeroll.yml': CONFIG,
      'build.sh': 'touch begun\nsleep 600\n',
      '.gitignore': 'begun\n.bakeroll\n',
    });
    const config = join(folder, 'bakeroll.yml');
    const child = spawn(process.execPath, [BIN, 'package', '--json', '--config', config]);
    const ended = once(child, 'close');
    while (!existsSync(join(folder, 'begun'))) await pause(10);
    child.kill(signal);
    const [out, said] = await Promise.all([child.stdout, child.stderr].map(text));
    await ended;
    t.equal(child.exitCode, exit);
    t.match(out, new RegExp(`{"type":"result","exit":${exit}}\\n$`));
    t.match(said, new RegExp(`^✖ .* {2}\\(exit ${exit}\\)$`, 'm'));
  });
}
