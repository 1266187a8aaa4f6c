import { CONSENT_FLAGS } from './consent.ts';
import { POLICY_FLAGS } from './policy.ts';

type Options = Readonly<Record<string, string | boolean | undefined>>;

/** The flags of policy and consent that were typed, by commander's names for them. */
export function givenFlags(options: Options): Record<string, string | boolean> {
  const given: Record<string, string | boolean> = {};
  for (const [flags] of [...POLICY_FLAGS, ...CONSENT_FLAGS]) {
    const [, no = '', words = ''] = /^--(no-)?([a-z-]+)/.exec(flags) ?? [];
    const name = words.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    const value = options[name];
    // Of a flag that negates, true is what holds where nobody typed it.
    if (value !== undefined && (no === '' || value === false)) given[name] = value;
  }
  return given;
}

/** The same, as they are typed. */
export function typedFlags(options: Options): string[] {
  const given = givenFlags(options);
  return Object.entries(given).flatMap(([name, value]) => {
    const words = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (typeof value === 'string') return [`--${words}`, quoted(value)];
    return [value ? `--${words}` : `--no-${words}`];
  });
}

/** For a shell. */
function quoted(value: string): string {
  return /^[\w%:.,/=@+-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
