import { abortRoll } from '../../release/move.ts';
import { withSession } from '../../release/session.ts';
import type { Call } from '../call.ts';
import type { ExitCode } from '../exit.ts';
import { readNoLedger } from '../options.ts';
import { tellMoved } from '../moved.ts';

export async function run({ world, args, output, signal, options, config }: Call): Promise<ExitCode> {
  const [name = '', id] = args;
  const order = {
    world,
    config: await config(),
    name,
    signal,
    withoutLedger: readNoLedger(options, id),
    takeOver: options['takeOver'] === true,
  };
  return withSession(order, async (session) =>
    tellMoved(output, name, 'go-back', await abortRoll(session, id, options['force'] === true)),
  );
}
