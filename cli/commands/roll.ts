import { findRelease, imageHere } from '../../release/find.ts';
import { refuseAheadOfSchema } from '../../release/migrate.ts';
import { rollTo } from '../../release/release.ts';
import { type Session, withSession } from '../../release/session.ts';
import { endPassedByTheWay } from '../../release/warm.ts';
import { servingRelease } from '../../release/same.ts';
import { isServing } from '../../release/serving.ts';
import { refuseStale } from '../../release/stale.ts';
import { Failure, UNTOUCHED } from '../../world/failure.ts';
import type { Call } from '../call.ts';
import { readConsent } from '../consent.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { givenFlags } from '../given.ts';
import { readCount, readLockWait } from '../options.ts';
import type { Output } from '../output.ts';
import { type PlanFile, readPlan } from '../plan-file.ts';
import { readPolicy } from '../policy.ts';
import { tellRolled } from '../rolled.ts';

export async function run(call: Call): Promise<ExitCode> {
  const { world, args, output, signal, options, config } = call;
  const [name = ''] = args;
  const plan = await planOf(call);
  const target = plan?.target ?? args[1];
  const base = readTemplate(options['template']);
  // A plan says by which flags it was made, and is rolled by no others.
  const flags = plan?.flags ?? options;
  return withSession(
    {
      world,
      config: await config(),
      name,
      signal,
      lockWait: readLockWait(options),
      overrides: readPolicy(flags),
      consent: readConsent(flags),
    },
    (session) => roll(session, output, { target, plan, base }),
  );
}

/** What was typed. */
interface Asked {
  /** Left out, it is what serves: `--same`. */
  readonly target: string | undefined;
  readonly plan: PlanFile | undefined;
  /** The version of the launch template, where one was named. */
  readonly base: number | undefined;
}

async function roll(session: Session, output: Output, { target, plan, base }: Asked): Promise<ExitCode> {
  const { name } = session;
  const release = target === undefined ? await servingRelease(session) : await findRelease(session, target);
  const anew = target === undefined || base !== undefined;
  if (!anew && (await isServing(session, release))) {
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
  const image = imageHere(session, release);
  const check = plan && (() => refuseStale(session, image, plan.planned));
  const order = {
    release,
    kind: 'roll',
    why: undefined,
    base,
    ...(check === undefined ? {} : { check }),
  } as const;
  return tellRolled(output, name, await rollTo(session, order));
}

/** The plan that is to be rolled, where one was named. @throws Failure `usage` */
async function planOf({ world, args, options }: Call): Promise<PlanFile | undefined> {
  const [name, target] = args;
  const { apply } = options;
  if (typeof apply !== 'string') {
    if ((target !== undefined) === (options['same'] === true))
      throw usage('roll takes a target: vN, ami-…, an image’s name; or --same, or --apply FILE.');
    return undefined;
  }
  if (target !== undefined) throw usage(`--apply rolls to the plan's own target, not to ${target}.`);
  const [flag] = Object.keys(givenFlags(options));
  const { same, template } = options;
  if (flag !== undefined || same !== undefined || template !== undefined)
    throw usage('--apply rolls by the flags that the plan was made with: give them to `plan`.');
  const plan = await readPlan(world.files, apply);
  if (plan.environment === name) return plan;
  throw usage(`${apply} is a plan of ${plan.environment}, not of ${String(name)}.`);
}

/** `--template`: a version's number; undefined where it was left out. @throws Failure `usage` */
function readTemplate(value: string | boolean | undefined): number | undefined {
  return value === undefined ? undefined : readCount('--template', value, 0);
}

function usage(what: string): Failure {
  return new Failure({ code: 'usage', what, state: UNTOUCHED, next: 'bakeroll roll --help' });
}
