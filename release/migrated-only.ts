import type { Applied } from '../migrate/apply.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';

/**
 * Throws what stopped a roll before its first effect. Where migrations had been applied by then, `untouched` is no longer so:
 * the database has them, and the exit code is the schema's.
 *
 * @throws Failure `migrated-only`; or `error` as it is
 */
export function stoppedAfter(applied: readonly Applied[], error: unknown): never {
  if (!(error instanceof Failure) || error.state !== UNTOUCHED || applied.length === 0) throw error;
  const files = applied.map(({ name }) => `expand/${name}`).join(', ');
  throw new Failure({
    code: 'migrated-only',
    what: error.what,
    ...(error.why === undefined ? {} : { why: error.why }),
    state: `The instances are as they were; the database has ${files} now.`,
    next: error.next,
    cause: error,
  });
}
