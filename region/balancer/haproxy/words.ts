import { createHash } from 'node:crypto';

/** A name for haproxy, which does not take the characters of an ARN. Names begin with letters of their own for each kind of thing. */
export function nameOf(kind: 'l' | 'g' | 'r', arn: string): string {
  return `${kind}${createHash('sha256').update(arn).digest('hex').slice(0, 16)}`;
}

/** One word of its configuration, whatever is in it. */
export function quoted(text: string): string {
  const parts = text.split(/(['\n\r])/).map((part) => ESCAPES[part] ?? (part === '' ? '' : `'${part}'`));
  return parts.join('') || "''";
}

const ESCAPES: Readonly<Record<string, string>> = {
  "'": String.raw`\'`,
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
};

/**
 * A regular expression for a text with AWS's wildcards: `*` any text, `?` any character, a backslash before them for themselves.
 *
 * @param any what a wildcard stands for, one character of it
 */
export function patternOf(text: string, any = '.'): string {
  return text.replaceAll(/\\[*?]|[*?]|[.+^$(){}|[\]\\/]/g, (found) => {
    if (found === '*') return `${any}*`;
    if (found === '?') return any;
    return found.startsWith('\\') && found.length > 1 ? found : `\\${found}`;
  });
}
