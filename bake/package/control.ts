import type { Commit } from './commit.ts';
import type { PackageSection } from './section.ts';

export interface Described {
  /** The application's name: the package's. */
  readonly app: string;
  readonly version: string;
  readonly section: PackageSection;
  readonly commit: Commit;
  /** In KiB, as Debian counts it. */
  readonly installedSize: number;
}

/** The field that says which commit a package was made from. */
export const COMMIT_FIELD = 'Bakeroll-Commit';

/** `DEBIAN/control`, whole. */
export function control({ app, version, section, commit, installedSize }: Described): string {
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['Package', app],
    ['Version', version],
    ['Architecture', section.architecture],
    ['Maintainer', section.maintainer ?? commit.author],
    ['Installed-Size', String(installedSize)],
    ['Depends', dependencies(section).join(', ') || undefined],
    ['Section', 'misc'],
    ['Priority', 'optional'],
    ['Homepage', section.homepage],
    [COMMIT_FIELD, commit.hash],
    ['Description', describe(section.description ?? `${app}, as its commit has it`)],
  ];
  return fields.map(([name, value]) => (value === undefined ? '' : `${name}: ${value}\n`)).join('');
}

/** What the maintainer scripts call is needed too. */
function dependencies(section: PackageSection): readonly string[] {
  const scripts = [...(section.user ? ['systemd'] : []), ...(section.unit ? ['init-system-helpers'] : [])];
  return [...section.depends, ...scripts.filter((name) => !section.depends.includes(name))];
}

/** Lines after the first are indented by a space; an empty one is a dot (Debian Policy 5.6.13). */
function describe(text: string): string {
  const [synopsis = '', ...rest] = text.trim().split('\n');
  return [synopsis, ...rest.map((line) => (line.trim() === '' ? ' .' : ` ${line}`))].join('\n');
}

/** One entry of the package's tree. */
export interface Entry {
  readonly kind: 'file' | 'other';
  /** Bytes. */
  readonly size: number;
}

/** KiB, each file rounded up and one for each other entry, as dpkg-gencontrol counts: the same on every file system. */
export function installedSize(entries: readonly Entry[]): number {
  return entries.reduce((sum, { kind, size }) => sum + (kind === 'file' ? Math.ceil(size / 1024) : 1), 0);
}
