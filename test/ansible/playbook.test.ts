import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { packageRoot } from '../../world/places.ts';

const run = promisify(execFile);

t.test('Ansible takes the playbook', async (t) => {
  const playbook = join(packageRoot(), 'ansible', 'image.yml');
  const { stdout } = await run('ansible-playbook', ['--syntax-check', '--inventory', 'localhost,', playbook]);
  t.match(stdout, /playbook: /);
});
