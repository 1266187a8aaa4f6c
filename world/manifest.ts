import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './places.ts';

/** bakeroll's own version, as package.json says it. */
export function ownVersion(): string {
  const manifest = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}
