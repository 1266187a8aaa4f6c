import { isPossible, plan, type PlanOrder } from '../../release/plan.ts';
import { withSession } from '../../release/session.ts';
import { Failure, UNTOUCHED } from '../../world/failure.ts';
import type { Call } from '../call.ts';
import { readConsent } from '../consent.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { givenFlags, typedFlags } from '../given.ts';
import { refuseOption, readTemplate } from '../options.ts';
import { writePlan } from '../plan-file.ts';
import { readPolicy } from '../policy.ts';
import { planLines } from '../plan/lines.ts';
import { planRecord } from '../plan/record.ts';

/** @returns 0 where the roll could begin, else 3: what stands in its way is in what it prints */
export async function run(call: Call): Promise<ExitCode> {
  const { world, args, output, signal, options, config } = call;
  const [name = ''] = args;
  const wanted = orderOf(call);
  const order = { world, config: await config(), name, signal };
  return withSession(
    { ...order, overrides: readPolicy(options), consent: readConsent(options) },
    async (session) => {
      const made = await plan(session, wanted);
      const { out } = options;
      const file = typeof out === 'string' ? out : undefined;
      if (file !== undefined) await writePlan(world.files, file, made, givenFlags(options));
      output.answer({
        type: 'plan',
        lines: planLines(made, { file, flags: typedFlags(options) }),
        record: planRecord(made),
      });
      return isPossible(made) || made.already ? EXIT.done : EXIT.precondition;
    },
  );
}

/** What is to be planned. @throws Failure `usage` */
function orderOf({ args, options }: Call): PlanOrder {
  const target = args[1];
  const same = options['same'] === true;
  const base = readTemplate(options['template']);
  if (options['rollback'] === true) {
    refuseOption('--same', options['same'], 'the plan of a roll');
    refuseOption('--template', options['template'], 'the plan of a roll');
    return { kind: 'rollback', target };
  }
  if (!same || target === undefined) return { kind: 'roll', target, same, base };
  const what = `--same goes to what serves, and not to ${target}.`;
  throw new Failure({ code: 'usage', what, state: UNTOUCHED, next: 'bakeroll plan --help' });
}
