import type { Recorded } from '../ledger/facts.ts';
import type { Release } from '../ledger/folds/releases.ts';

/**
 * The migrations that the environment's database has and the release does not know: a rollback to it undoes none of them.
 *
 * @param facts those of the environment
 * @returns their names, in the order in which they were applied; none for an image that carries no migrations of its own
 */
export function migrationsThatStay(facts: readonly Recorded[], release: Release): string[] {
  if (release.type === 'release-adopted') return [];
  const known = new Set(release.migrations.map(({ name }) => name));
  const applied = facts.flatMap(({ fact }) => (fact.type === 'migration-applied' ? [fact.name] : []));
  return [...new Set(applied)].filter((name) => !known.has(name));
}
