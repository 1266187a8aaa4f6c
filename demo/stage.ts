import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** In the folder for temporary files, for the path of a unix socket lies below and may have 107 bytes. */
const FOLDER = join(tmpdir(), `bakeroll-demo-${userInfo().username}`);

/** Where the demo plays: a throw-away repository, and a state folder of its own, so that nothing of the user's is touched. */
export interface Stage {
  /** The git repository in which hello's versions are committed. */
  readonly repository: string;
  /** `XDG_STATE_HOME` of every bakeroll that the demo runs. */
  readonly state: string;
}

/** Makes the stage anew. */
export function setStage(): Stage {
  const stage = { repository: join(FOLDER, 'hello'), state: join(FOLDER, 'state') };
  clearStage();
  mkdirSync(stage.repository, { recursive: true });
  mkdirSync(stage.state, { recursive: true });
  git(stage, 'init', '--quiet', '--initial-branch', 'main');
  return stage;
}

export function clearStage(): void {
  rmSync(FOLDER, { recursive: true, force: true });
}

/**
 * Commits `examples/hello/<version>` as the whole tree, tagged as `v1.0.0` for `v1`.
 *
 * @param adapt gives the text of `bakeroll.yml` that is committed, where it is to be another
 */
export function commitVersion(
  stage: Stage,
  version: 'v1' | 'v2' | 'v3',
  adapt: (config: string) => string = (config) => config,
): void {
  for (const name of readdirSync(stage.repository)) {
    if (name !== '.git' && name !== '.bakeroll') rmSync(join(stage.repository, name), { recursive: true });
  }
  cpSync(join(ROOT, 'examples', 'hello', version), stage.repository, {
    recursive: true,
    filter: (path) => !path.endsWith('/node_modules') && !path.endsWith('/dist'),
  });
  const config = join(stage.repository, 'bakeroll.yml');
  writeFileSync(config, adapt(readFileSync(config, 'utf8')));
  git(stage, 'add', '--all');
  git(stage, 'commit', '--quiet', '--message', `hello ${version}`);
  git(stage, 'tag', `${version}.0.0`);
}

function git(stage: Stage, ...args: string[]): void {
  const author = ['-c', 'user.name=The demo', '-c', 'user.email=demo@bakeroll.invalid'];
  execFileSync('git', [...author, ...args], {
    cwd: stage.repository,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
