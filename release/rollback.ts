import { rollbackTarget } from '../ledger/folds/rollback.ts';
import type { Release } from '../ledger/folds/releases.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import { numbered, seek, type Sought } from './find.ts';
import type { Session } from './session.ts';

/** Where a rollback goes. */
export type Back = { readonly kind: 'to'; readonly release: Release } | Already;

interface Already {
  readonly kind: 'already';
  readonly release: number;
  readonly further: number | undefined;
}

/**
 * Where `rollback` goes: the release that was named, or, with nothing named, the newest proven one before the one that was
 * rolled forward last (ROLL.md 9).
 *
 * @throws Failure `nothing-to-roll-back-to` with the candidates, `target-unknown`
 */
export async function findBack(session: Session, named: string | undefined): Promise<Back> {
  const back = await seekBack(session, named);
  return back.kind === 'to' ? { kind: 'to', release: await numbered(session, back.sought) } : back;
}

/** As `findBack`, and gives no number to an image that has none. @throws as `findBack` */
export async function seekBack(
  session: Session,
  named: string | undefined,
): Promise<{ readonly kind: 'to'; readonly sought: Sought } | Already> {
  if (named !== undefined) return { kind: 'to', sought: await seek(session, named) };
  const { ledger, name } = session;
  const target = rollbackTarget(await ledger.facts({ environment: name }));
  if (target.kind === 'to') return { kind: 'to', sought: await seek(session, `v${target.release}`) };
  if (target.kind === 'already') return { kind: 'already', release: target.release, further: target.further };
  const candidates = target.proven.map((release) => `v${release}`);
  throw new Failure({
    code: 'nothing-to-roll-back-to',
    what: `Nothing that was proven on ${name} came before what was rolled last.`,
    ...(candidates.length === 0 ? {} : { why: `proven here: ${candidates.join(', ')}` }),
    state: UNTOUCHED,
    next:
      candidates.length === 0
        ? `bakeroll history ${name}`
        : `bakeroll rollback ${name} ${candidates[0] ?? ''}`,
  });
}
