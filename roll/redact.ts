const HIDDEN = '[hidden]';

/** What looks like a secret wherever it stands: keys, passwords in URLs, tokens, and assignments to names of such. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, HIDDEN],
  [/([a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:)[^\s@]+@/gi, `$1${HIDDEN}@`],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, HIDDEN],
  [/\b(bearer\s+)[\w.~+/=-]{8,}/gi, `$1${HIDDEN}`],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, HIDDEN],
  [
    /\b([\w-]*(?:token|passw(?:or)?d|secret|api[-_]?key|access[-_]?key|credentials?)[\w-]*["']?\s*[=:]\s*["']?)[^\s"',;&]+/gi,
    `$1${HIDDEN}`,
  ],
];

/** A text that may be shown and kept: without the secrets that are known, and without what looks like one. */
export function redact(text: string, secrets: readonly string[]): string {
  const known = secrets
    .filter((secret) => secret.length >= 4)
    .toSorted((one, other) => other.length - one.length);
  const without = known.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
  return PATTERNS.reduce((rest, [pattern, shown]) => rest.replace(pattern, shown), without);
}
