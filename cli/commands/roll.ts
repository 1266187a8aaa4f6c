import { findRelease } from '../../release/find.ts';
import { refuseAheadOfSchema } from '../../release/migrate.ts';
import { rollTo } from '../../release/release.ts';
import { withSession } from '../../release/session.ts';
import { endPassedByTheWay } from '../../release/warm.ts';
import { isServing } from '../../release/serving.ts';
import type { Call } from '../call.ts';
import { readConsent } from '../consent.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { readLockWait } from '../options.ts';
import { readPolicy } from '../policy.ts';
import { tellRolled } from '../rolled.ts';

export async function run({ world, args, output, signal, options, config }: Call): Promise<ExitCode> {
  const [name = '', target = ''] = args;
  return withSession(
    {
      world,
      config: await config(),
      name,
      signal,
      lockWait: readLockWait(options),
      overrides: readPolicy(options),
      consent: readConsent(options),
    },
    async (session) => {
      const release = await findRelease(session, target);
      if (await isServing(session, release)) {
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
      return tellRolled(output, name, await rollTo(session, { release, kind: 'roll', why: undefined }));
    },
  );
}
