import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Test } from 'tap';

/** What ends together with a test, or with whatever else sets a scene and takes it down. */
export type Ending = Pick<Test, 'teardown'>;

/** A folder that goes with the test. */
export function scratch(t: Ending): string {
  const folder = mkdtempSync(join(tmpdir(), 'bakeroll-test-'));
  t.teardown(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** A git repository that goes with the test. */
export interface Checkout {
  readonly folder: string;
  readonly git: (...words: string[]) => string;
  readonly write: (files: Readonly<Record<string, string>>) => void;
  /** Commits everything there is, whether or not it changed. */
  readonly commit: (subject: string) => string;
}

export function checkout(t: Test, files: Readonly<Record<string, string>> = {}): Checkout {
  const folder = scratch(t);
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ann Other', '-c', 'user.email=ann@example.org', ...words], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  const made: Checkout = {
    folder,
    git,
    write(more) {
      for (const [path, text] of Object.entries(more)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
    },
    commit(subject) {
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', `--message=${subject}`);
      return git('rev-parse', 'HEAD');
    },
  };
  git('init', '--quiet', '--initial-branch=main');
  made.write(files);
  made.commit('the first');
  return made;
}
