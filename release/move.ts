import { overridesIn } from '../config/resolved.ts';
import type { Roll } from '../ledger/folds/rolls.ts';
import type { Ask } from '../roll/ask.ts';
import type { Millis } from '../world/clock.ts';
import { drive } from './drive.ts';
import { findRelease } from './find.ts';
import { PATIENCE } from './hold.ts';
import { refuseAheadOfSchema } from './migrate.ts';
import { type Rolled, rollStep } from './roll.ts';
import type { Session } from './session.ts';
import { step } from './step.ts';
import { type Found, findUnfinished } from './unfinished.ts';
import { askAndWatch } from './watch.ts';

/** What came of moving an unfinished roll: this process drove it, or another one did, or there was none to move. */
export type Moved =
  | { readonly kind: 'drove'; readonly rolled: Rolled }
  | { readonly kind: 'ended'; readonly roll: Roll }
  | { readonly kind: 'none' };

/**
 * Goes on with the roll that rests, or whose driver died.
 *
 * @param id which; where it is left out, the one that is unfinished
 * @param asItIs whether what somebody else changed of the groups meanwhile is to stay
 * @throws Failure `held`, `target-unknown`, `migrations-pending`
 */
export async function resumeRoll(session: Session, id: string | undefined, asItIs = false): Promise<Moved> {
  const found = await findUnfinished(session, id);
  if (found.kind !== 'unfinished') return found;
  const { kind, release } = found.roll;
  if (kind === 'roll') await refuseAheadOfSchema(session, await findRelease(session, `v${release}`));
  return driveOn(session, found.roll, undefined, asItIs);
}

/**
 * Has the roll go back to what served before: by whoever drives it, and where nobody does, or the driver does not hear within
 * 30 s, by this process.
 *
 * @throws Failure `target-unknown`, `watching-ended`
 */
export async function abortRoll(session: Session, id: string | undefined, force: boolean): Promise<Moved> {
  const ask = { kind: 'abort', by: session.by, force } as const;
  const patience = session.takeOver ? 0 : PATIENCE;
  return obey(session, await findUnfinished(session, id), ask, patience);
}

/**
 * Brings the roll to rest until a person says how it goes on, and waits for that.
 *
 * @throws Failure `target-unknown`, `watching-ended`
 */
export async function pauseRoll(session: Session, id: string | undefined): Promise<Moved> {
  const found = await findUnfinished(session, id);
  const ask = { kind: 'pause', by: session.by } as const;
  if (found.kind === 'unfinished' && restsOnPurpose(found.roll)) return { kind: 'ended', roll: found.roll };
  // Without a ledger nothing tells that somebody drives but that he hears.
  return obey(session, found, ask, session.alone === true ? PATIENCE : Number.POSITIVE_INFINITY);
}

function restsOnPurpose({ standing }: Roll): boolean {
  return standing.at === 'unfinished' && standing.rests?.onPurpose === true;
}

/** By whoever drives the roll, as long as somebody does and hears; else by this process. */
async function obey(
  session: Session,
  found: Found,
  ask: Exclude<Ask, { kind: 'give-way' }>,
  patience: Millis,
): Promise<Moved> {
  if (found.kind !== 'unfinished') return found;
  const { roll } = found;
  if ((await session.ledger.holder(session.name)) === undefined) return driveOn(session, roll, ask);
  const watched = await askAndWatch(session, roll.id, ask, patience);
  switch (watched.kind) {
    case 'ended':
      return watched;
    case 'nobody':
      return driveOn(session, roll, ask);
    case 'deaf':
      return driveOn({ ...session, takeOver: true }, roll, ask);
  }
}

/** As the command that began it said, but for what this one says otherwise. */
async function driveOn(here: Session, roll: Roll, ask: Ask | undefined, asItIs = false): Promise<Moved> {
  const { id, kind, release } = roll;
  const session = { ...here, overrides: { ...overridesIn(roll.resolved), ...here.overrides } };
  const order = {
    release: await findRelease(session, `v${release}`),
    kind,
    why: undefined,
    moves: { roll: id, asItIs, ...(ask && { ask }) },
  };
  const rolled = await drive(session, order, (driven) => step(driven, 'roll', () => rollStep(driven)));
  return { kind: 'drove', rolled };
}
