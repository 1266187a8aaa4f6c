import { findRelease, imageHere } from '../../release/find.ts';
import { refuseAheadOfSchema } from '../../release/migrate.ts';
import { rollTo } from '../../release/release.ts';
import { type Session, withSession } from '../../release/session.ts';
import { endPassedByTheWay } from '../../release/warm.ts';
import { servingRelease } from '../../release/same.ts';
import { isServing } from '../../release/serving.ts';
import { Failure, UNTOUCHED } from '../../world/failure.ts';
import { checkOf, planToApply } from '../apply.ts';
import type { Call } from '../call.ts';
import { readConsent } from '../consent.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { readLockWait, readNoLedger, readTemplate } from '../options.ts';
import type { Output } from '../output.ts';
import type { PlanFile } from '../plan/shape.ts';
import { readPolicy } from '../policy.ts';
import { tellRolled } from '../rolled.ts';

export async function run(call: Call): Promise<ExitCode> {
  const { world, args, output, signal, options, config } = call;
  const [name = ''] = args;
  const plan = await planToApply(call, 'roll');
  const same = plan?.planned.same ?? options['same'] === true;
  const target = plan?.target ?? args[1];
  if (plan === undefined && (target !== undefined) === same)
    throw usage('roll takes a target: vN, ami-…, an image’s name; or --same, or --apply FILE.');
  const base = plan?.planned.base ?? readTemplate(options['template']);
  // A plan says by which flags it was made, and is rolled by no others.
  const flags = plan?.flags ?? options;
  return withSession(
    {
      world,
      config: await config(),
      name,
      signal,
      withoutLedger: readNoLedger(options),
      lockWait: readLockWait(options),
      overrides: readPolicy(flags),
      consent: readConsent(flags),
    },
    (session) => roll(session, output, { target, same, plan, base }),
  );
}

/** What was typed. */
interface Asked {
  /** Left out, it is what serves. */
  readonly target: string | undefined;
  readonly same: boolean;
  readonly plan: PlanFile | undefined;
  /** The version of the launch template, where one was named. */
  readonly base: number | undefined;
}

async function roll(
  session: Session,
  output: Output,
  { target, same, plan, base }: Asked,
): Promise<ExitCode> {
  const { name } = session;
  const release = target === undefined ? await servingRelease(session) : await findRelease(session, target);
  const anew = same || base !== undefined;
  if (!anew && (await isServing(session, release))) {
    await endPassedByTheWay(session);
    const text = `v${release.release} is on ${name} already: nothing to do.`;
    output.answer({
      type: 'roll',
      lines: [text],
      record: { environment: name, release: `v${release.release}`, outcome: 'already' },
    });
    return EXIT.done;
  }
  await refuseAheadOfSchema(session, release);
  const check = checkOf(session, plan, imageHere(session, release));
  const order = { release, kind: 'roll', why: undefined, base, ...check } as const;
  return tellRolled(output, name, await rollTo(session, order));
}

function usage(what: string): Failure {
  return new Failure({ code: 'usage', what, state: UNTOUCHED, next: 'bakeroll roll --help' });
}
