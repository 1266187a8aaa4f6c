import { status } from '../../ledger/folds/status.ts';
import { withSession } from '../../release/session.ts';
import type { Call } from '../call.ts';
import { readNoLedger } from '../options.ts';
import { EXIT, type ExitCode } from '../exit.ts';

export async function run({ world, args, output, signal, options, config }: Call): Promise<ExitCode> {
  const [name = ''] = args;
  return withSession(
    { world, config: await config(), name, signal, withoutLedger: readNoLedger(options) },
    async ({ ledger, by }) => {
      const { frozen } = status(await ledger.facts({ environment: name }));
      const why = options['message'];
      if (frozen)
        await ledger.record(
          { type: 'unlocked', by, ...(typeof why === 'string' ? { why } : {}) },
          { environment: name },
        );
      const text = frozen
        ? `${name} is unlocked: release and roll go on.`
        : `${name} is not frozen: nothing to do.`;
      output.answer({ type: 'unlocked', lines: [text], record: { environment: name, was: frozen ?? null } });
      return EXIT.done;
    },
  );
}
