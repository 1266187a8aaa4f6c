import { withSession } from '../../release/session.ts';
import { tidy } from '../../release/tidy.ts';
import { Failure } from '../../world/failure.ts';
import type { Call } from '../call.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { readLockWait, readNoLedger } from '../options.ts';

export async function run({ world, args, output, signal, options, config }: Call): Promise<ExitCode> {
  const [name = ''] = args;
  const order = {
    world,
    config: await config(),
    name,
    signal,
    withoutLedger: readNoLedger(options),
    lockWait: readLockWait(options),
  };
  const groups = await withSession(order, tidy);
  const did = groups.flatMap(({ group, did }) => did.map((what) => `${group}: ${what}`));
  const left = groups.flatMap(({ group, left }) => left.map((what) => `${group}: ${what}`));
  output.answer({
    type: 'tidied',
    lines: did.length === 0 && left.length === 0 ? [`Nothing is left on ${name}.`] : did,
    record: { environment: name, groups },
  });
  if (left.length === 0) return EXIT.done;
  throw new Failure({
    code: 'roll-untidy',
    what: `Something is still left on ${name}: ${left.join('; ')}.`,
    state: 'What serves goes on serving.',
    next: `bakeroll status ${name}`,
  });
}
