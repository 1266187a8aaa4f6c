import { releaseCommit } from '../../release/release.ts';
import { withSession } from '../../release/session.ts';
import type { Call } from '../call.ts';
import { readConsent } from '../consent.ts';
import type { ExitCode } from '../exit.ts';
import { readLockWait } from '../options.ts';
import { readPolicy } from '../policy.ts';
import { tellRolled } from '../rolled.ts';

export async function run(call: Call): Promise<ExitCode> {
  const { world, args, folder, output, signal, options } = call;
  const [name = ''] = args;
  const config = await call.config();
  return withSession(
    {
      world,
      config,
      name,
      signal,
      lockWait: readLockWait(options),
      overrides: readPolicy(options),
      consent: readConsent(options),
    },
    async (session) => {
      const checkout = { world, config, folder, signal, allowDirty: options['allowDirty'] === true };
      return tellRolled(output, name, await releaseCommit(session, checkout));
    },
  );
}
