import { bakeStep } from './bake.ts';
import type { Checkout } from './checkout.ts';
import { checkBase } from './base.ts';
import { type DriveOrder, drive, type Drive } from './drive.ts';
import { imageHere } from './find.ts';
import { refuseFrozen } from './frozen.ts';
import { migrateStep } from './migrate.ts';
import { stoppedAfter } from './migrated-only.ts';
import { packageStep } from './package.ts';
import { refuseResting } from './resting.ts';
import { rollPreflight } from './preflight.ts';
import { type Rolled, rollStep } from './roll.ts';
import type { Session } from './session.ts';
import { step, type StepTime, timed } from './step.ts';

/**
 * One release, from commit to fleet: preflight, package, bake, preflight again, expand migrations, roll (ROLL.md 10).
 *
 * @throws Failure of the step that failed; the roll's own ends are in what it gives
 */
export async function releaseCommit(session: Session, checkout: Checkout): Promise<Rolled> {
  const { clock } = session.world;
  await refuseFrozen(session);
  await refuseResting(session);
  await rollPreflight(session, { kind: 'roll', image: undefined });
  const [packaged, packageTime] = await timed(clock, 'package', () => packageStep(checkout));
  const [made, bakeTime] = await timed(clock, 'bake', () => bakeStep(session, checkout, packaged));
  const release = { ...made, at: clock.now() };
  await rollPreflight(session, { kind: 'roll', image: imageHere(session, release) });
  return drive(session, { release, kind: 'roll', why: made.subject }, async (driven) => {
    await tell(driven, [packageTime, bakeTime]);
    const applied = await step(driven, 'migrate', () => migrateStep(session, release, driven.roll));
    return step(driven, 'roll', () =>
      rollStep(driven).catch((error: unknown) => stoppedAfter(applied, error)),
    );
  });
}

/** Rolls to a release that is there: nothing is built, and nothing is migrated. */
export async function rollTo(session: Session, order: DriveOrder): Promise<Rolled> {
  const { kind, release, check, base } = order;
  const image = imageHere(session, release);
  const looks = async () => {
    await check?.();
    if (base !== undefined) await checkBase(session, base);
    await rollPreflight(session, { kind, image, base });
  };
  // A rollback has whoever drives give way: not for what cannot be rolled. Of many others who begin at once one looks at the
  // groups, under the lease: the rest are told who drives, and AWS is asked once.
  if (kind === 'rollback') await looks();
  const under = kind === 'rollback' ? check : looks;
  const checked = { ...order, ...(under === undefined ? {} : { check: under }) };
  return drive(session, checked, (driven) => step(driven, 'roll', () => rollStep(driven)));
}

async function tell({ lease, roll }: Drive, times: readonly StepTime[]): Promise<void> {
  for (const time of times) await lease.record({ type: 'step-ended', ...time }, roll);
}
