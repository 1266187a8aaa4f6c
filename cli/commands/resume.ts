import { resumeRoll } from '../../release/move.ts';
import { withSession } from '../../release/session.ts';
import type { Call } from '../call.ts';
import type { ExitCode } from '../exit.ts';
import { tellMoved } from '../moved.ts';
import { readLockWait, readNoLedger } from '../options.ts';

export async function run({ world, args, output, signal, options, config }: Call): Promise<ExitCode> {
  const [name = '', id] = args;
  const order = {
    world,
    config: await config(),
    name,
    signal,
    withoutLedger: readNoLedger(options, id),
    lockWait: readLockWait(options),
  };
  return withSession(order, async (session) =>
    tellMoved(output, name, 'serve', await resumeRoll(session, id, options['force'] === true)),
  );
}
