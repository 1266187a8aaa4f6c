import { Failure, UNTOUCHED } from '../../world/failure.ts';

/** The `package` section of `bakeroll.yml`, every default filled in. */
export interface PackageSection {
  /** The command that is run in the checkout first: words, no shell. */
  readonly build?: string | undefined;
  /** Paths in the checkout to where they are installed; one that ends in `/` is a folder. */
  readonly files: Readonly<Record<string, string>>;
  /** The systemd unit's path in the checkout; it is enabled when the package is installed. */
  readonly unit?: string | undefined;
  /** A system user, made when the package is installed. */
  readonly user?: string | undefined;
  /** As Debian writes them: `nodejs (>= 18)`. */
  readonly depends: readonly string[];
  readonly architecture: 'all' | 'amd64' | 'arm64';
  /** `Name <address>`; the commit's author when it is left out. */
  readonly maintainer?: string | undefined;
  /** The first line is the synopsis. */
  readonly description?: string | undefined;
  readonly homepage?: string | undefined;
}

/**
 * Refuses what `dpkg-deb` would refuse late or, worse, take.
 *
 * @throws Failure `package-field` with every problem, each with its key
 */
export function checkSection(section: PackageSection): void {
  const problems = problemsOf(section);
  if (problems.length === 0) return;
  throw new Failure({
    code: 'package-field',
    what: `bakeroll.yml does not say how to make the package: ${problems.join('; ')}.`,
    state: UNTOUCHED,
    next: 'correct bakeroll.yml, and type the same again',
  });
}

/** Each problem begins with the key that it is about. */
export function problemsOf(section: PackageSection): string[] {
  const files = Object.entries(section.files).flatMap(([from, to]) => fileProblems(from, to));
  const depends = section.depends.flatMap((relation, i) =>
    RELATION.test(relation) ? [] : [`package.depends[${i}]: \`${relation}\` is no Debian dependency`],
  );
  const nothing = files.length === 0 && Object.keys(section.files).length === 0 && !section.unit;
  return [
    ...(nothing ? ['package.files: nothing is installed; give files or a unit'] : []),
    ...files,
    ...depends,
    ...fieldProblems(section),
  ];
}

const NAME = '[a-z0-9][a-z0-9+.-]+';
const ONE = `${NAME}(:any)?( \\((<<|<=|=|>=|>>) [A-Za-z0-9.+~:-]+\\))?`;
const RELATION = new RegExp(`^${ONE}( \\| ${ONE})*$`);

function fileProblems(from: string, to: string): string[] {
  const key = `package.files.${from}`;
  return [
    ...(isInside(from) ? [] : [`${key}: must be a path in the checkout`]),
    ...(to.startsWith('/') && isInside(to.slice(1)) ? [] : [`${key}: ${to} must be an absolute path`]),
  ];
}

function isInside(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !path.split('/').includes('..');
}

function fieldProblems(section: PackageSection): string[] {
  const { build, unit, user, maintainer, homepage, description } = section;
  return [
    ...refuse(
      'build',
      build,
      /^[^"'`$&|;<>*?\\\n]*\S[^"'`$&|;<>*?\\\n]*$/,
      'a command and its words: no shell',
    ),
    ...refuse(
      'unit',
      unit,
      /^(?!\/)(?!.*\.\.)[\w@./-]+\.service$/,
      'the path of a .service file in the checkout',
    ),
    ...refuse('user', user, /^[a-z_][a-z0-9_-]{0,30}$/, 'a user name'),
    ...refuse('maintainer', maintainer, /^[^<>\n]+ <[^<>\s]+@[^<>\s]+>$/, '`Name <address>`'),
    ...refuse('homepage', homepage, /^https?:\/\/\S+$/, 'an http(s) address'),
    ...refuse('description', description, /^[^\n]*\S/, 'a first line that says what this is'),
  ];
}

function refuse(key: string, value: string | undefined, pattern: RegExp, expected: string): string[] {
  return value === undefined || pattern.test(value) ? [] : [`package.${key}: expected ${expected}`];
}
