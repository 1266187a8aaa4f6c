import { findRelease, imageHere } from '../../release/find.ts';
import { type Back, findBack } from '../../release/rollback.ts';
import { rollTo } from '../../release/release.ts';
import { isServing } from '../../release/serving.ts';
import { type Session, withSession } from '../../release/session.ts';
import { endPassedByTheWay } from '../../release/warm.ts';
import { checkOf, planToApply } from '../apply.ts';
import type { Call } from '../call.ts';
import { readConsent } from '../consent.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { readLockWait, readNoLedger } from '../options.ts';
import type { Output } from '../output.ts';
import { readPolicy } from '../policy.ts';
import { tellRolled } from '../rolled.ts';

export async function run(call: Call): Promise<ExitCode> {
  const { world, args, output, signal, options, config } = call;
  const [name = '', named] = args;
  const why = typeof options['message'] === 'string' ? options['message'] : undefined;
  const plan = await planToApply(call, 'rollback');
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
      takeOver: options['takeOver'] === true,
      overrides: readPolicy(flags),
      consent: readConsent(flags),
    },
    async (session) => {
      const back: Back =
        plan === undefined
          ? await findBack(session, named)
          : { kind: 'to', release: await findRelease(session, plan.target) };
      if (back.kind === 'already') return already(session, output, back.release, back.further);
      const { release } = back;
      if (await isServing(session, release)) return already(session, output, release.release);
      const check = checkOf(session, plan, imageHere(session, release));
      return tellRolled(output, name, await rollTo(session, { release, kind: 'rollback', why, ...check }));
    },
  );
}

async function already(
  session: Session,
  output: Output,
  release: number,
  further?: number,
): Promise<ExitCode> {
  const { name } = session;
  await endPassedByTheWay(session);
  const more = further === undefined ? '' : `  Further back: bakeroll rollback ${name} v${further}`;
  output.answer({
    type: 'roll',
    lines: [`${name} stands at v${release} already: nothing to do.${more}`],
    record: { environment: name, release: `v${release}`, outcome: 'already' },
  });
  return EXIT.done;
}
