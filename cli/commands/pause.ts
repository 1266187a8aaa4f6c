import { pauseRoll } from '../../release/move.ts';
import { withSession } from '../../release/session.ts';
import type { Call } from '../call.ts';
import type { ExitCode } from '../exit.ts';
import { readNoLedger } from '../options.ts';
import { tellMoved } from '../moved.ts';

export async function run({ world, args, output, signal, options, config }: Call): Promise<ExitCode> {
  const [name = '', id] = args;
  return withSession(
    { world, config: await config(), name, signal, withoutLedger: readNoLedger(options, id) },
    async (session) => tellMoved(output, name, 'rest', await pauseRoll(session, id)),
  );
}
