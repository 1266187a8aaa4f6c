import { isPossible, planRoll } from '../../release/plan.ts';
import { withSession } from '../../release/session.ts';
import type { Call } from '../call.ts';
import { readConsent } from '../consent.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { givenFlags } from '../given.ts';
import { writePlan } from '../plan-file.ts';
import { readPolicy } from '../policy.ts';
import { planLines } from '../plan/lines.ts';
import { planRecord } from '../plan/record.ts';

/** @returns 0 where the roll could begin, else 3: what stands in its way is in what it prints */
export async function run({ world, args, output, signal, options, config }: Call): Promise<ExitCode> {
  const [name = '', target] = args;
  const order = { world, config: await config(), name, signal };
  return withSession(
    { ...order, overrides: readPolicy(options), consent: readConsent(options) },
    async (session) => {
      const plan = await planRoll(session, target);
      const { out } = options;
      const file = typeof out === 'string' ? out : undefined;
      if (file !== undefined) await writePlan(world.files, file, plan, givenFlags(options));
      output.answer({ type: 'plan', lines: planLines(plan, file), record: planRecord(plan) });
      return isPossible(plan) || plan.already ? EXIT.done : EXIT.precondition;
    },
  );
}
