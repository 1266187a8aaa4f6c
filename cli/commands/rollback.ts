import { findBack } from '../../release/rollback.ts';
import { rollTo } from '../../release/release.ts';
import { isServing } from '../../release/serving.ts';
import { withSession } from '../../release/session.ts';
import { endPassedByTheWay } from '../../release/warm.ts';
import type { Call } from '../call.ts';
import { readConsent } from '../consent.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { readLockWait } from '../options.ts';
import { readPolicy } from '../policy.ts';
import { tellRolled } from '../rolled.ts';

export async function run({ world, args, output, signal, options, config }: Call): Promise<ExitCode> {
  const [name = '', named] = args;
  const why = typeof options['message'] === 'string' ? options['message'] : undefined;
  return withSession(
    {
      world,
      config: await config(),
      name,
      signal,
      lockWait: readLockWait(options),
      takeOver: options['takeOver'] === true,
      overrides: readPolicy(options),
      consent: readConsent(options),
    },
    async (session) => {
      const back = await findBack(session, named);
      const already = async (release: number, further?: number): Promise<ExitCode> => {
        await endPassedByTheWay(session);
        const more = further === undefined ? '' : `  Further back: bakeroll rollback ${name} v${further}`;
        output.answer({
          type: 'roll',
          lines: [`${name} stands at v${release} already: nothing to do.${more}`],
          record: { environment: name, release: `v${release}`, outcome: 'already' },
        });
        return EXIT.done;
      };
      if (back.kind === 'already') return already(back.release, back.further);
      if (await isServing(session, back.release)) return already(back.release.release);
      return tellRolled(
        output,
        name,
        await rollTo(session, { release: back.release, kind: 'rollback', why }),
      );
    },
  );
}
