import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'tap';
import type { Deb } from '../../../bake/apt/pool.ts';
import { scratch } from '../checkout.ts';

/** A package called greet, whose only file says `says`, made by dpkg-deb itself. */
export function makeDeb(t: Test, { version, says = 'hello' }: { version: string; says?: string }): Deb {
  const folder = scratch(t);
  const tree = join(folder, 'tree');
  mkdirSync(join(tree, 'DEBIAN'), { recursive: true });
  mkdirSync(join(tree, 'usr/share/greet'), { recursive: true });
  writeFileSync(join(tree, 'usr/share/greet/words'), says);
  writeFileSync(
    join(tree, 'DEBIAN/control'),
    `Package: greet\nVersion: ${version}\nArchitecture: all\nMaintainer: Ann Other <ann@example.org>\nDescription: greets\n`,
  );
  const file = join(folder, 'greet.deb');
  execFileSync('dpkg-deb', ['--root-owner-group', '--build', tree, file], { stdio: 'ignore' });
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
  return { name: 'greet', version, architecture: 'all', file, sha256 };
}
