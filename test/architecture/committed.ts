import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** The texts of all committed files, by their paths from the repository's root. */
export function committedFiles(): ReadonlyMap<string, string> {
  const paths = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' })
    .split('\0')
    .filter(Boolean);
  const there = paths.filter((path) => existsSync(join(ROOT, path)));
  return new Map(there.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]));
}
