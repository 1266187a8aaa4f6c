import type { Session } from './session.ts';

/** The accounts whose images are used: the caller's own, those of the environments, and that of the base (ROLL.md 7). */
export function ownersOf({ config }: Pick<Session, 'config'>): string[] {
  const accounts = Object.values(config.environments).flatMap(({ account }) => account ?? []);
  return [...new Set(['self', ...accounts, config.image.base.owner])];
}
