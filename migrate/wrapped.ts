import { Failure } from '../world/failure.ts';
import type { Migration } from './migration.ts';

/** What hides words from PostgreSQL: comments, texts, quoted names, the bodies of functions. */
const HIDDEN =
  /--[^\n]*|\/\*[\s\S]*?\*\/|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$|\b[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"/g;

/** Statements that end or begin a transaction. */
const OWN_TRANSACTION =
  /(?:^|;)\s*(begin|start\s+transaction|commit|rollback|abort|prepare\s+transaction)\b/i;

const UNWRAPPED = /^\s*--\s*no-transaction\b/;

/**
 * Refuses a migration that would not run whole in the one transaction that bakeroll gives it: then "nothing of it
 * was kept" would not be true of one that fails. `state` is the database's.
 * Throws Failure `migration-failed`.
 */
export function refuseUnwrapped({ name, text }: Migration, state: string): void {
  const [, statement] = OWN_TRANSACTION.exec(text.replaceAll(HIDDEN, ' ')) ?? [];
  const asks = UNWRAPPED.test(text)
    ? 'asks for no transaction'
    : statement && `says ${statement.toUpperCase()}`;
  if (asks === undefined) return;
  throw new Failure({
    code: 'migration-failed',
    what: `expand/${name}.sql ${asks}, and bakeroll runs every migration in one transaction of its own`,
    why: 'a migration that breaks off outside one leaves half of itself behind',
    state,
    next: 'Take that out of the file, or run the statement by hand and leave it out of the release.',
  });
}
