import type { Aim } from '../release/planned.ts';
import { refuseStale } from '../release/stale.ts';
import type { Session } from '../release/session.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import type { Call } from './call.ts';
import { givenFlags } from './given.ts';
import { readPlan } from './plan-file.ts';
import type { PlanFile } from './plan/shape.ts';

/**
 * The plan that `--apply` names, where it does: it says all by itself what is rolled and how.
 *
 * @throws Failure `usage` where it is of something else than is typed, or something is typed beside it; `plan-stale`
 */
export async function planToApply(
  { world, args, options }: Call,
  kind: Aim['kind'],
): Promise<PlanFile | undefined> {
  const [name = '', target] = args;
  const { apply, same, template } = options;
  if (typeof apply !== 'string') return undefined;
  if (target !== undefined) throw usage(`--apply goes to the plan's own target, not to ${target}.`, kind);
  const [flag] = Object.keys(givenFlags(options));
  if (flag !== undefined || same !== undefined || template !== undefined)
    throw usage('--apply goes by the flags that the plan was made with: give them to `plan`.', kind);
  const plan = await readPlan(world.files, apply);
  const { planned } = plan;
  if (planned.environment !== name)
    throw usage(`${apply} is a plan of ${planned.environment}, not of ${name}.`, kind);
  if (planned.kind === kind) return plan;
  const next = `bakeroll ${planned.kind} ${name} --apply ${apply}`;
  throw new Failure({
    code: 'usage',
    what: `${apply} is the plan of a ${planned.kind}.`,
    state: UNTOUCHED,
    next,
  });
}

/** What makes sure that the plan still fits; nothing where there is none. */
export function checkOf(
  session: Session,
  plan: PlanFile | undefined,
  image: string,
): { check?: () => Promise<void> } {
  if (plan === undefined) return {};
  const { kind, same, base } = plan.planned;
  return { check: () => refuseStale(session, { kind, image, same, base }, plan.planned) };
}

function usage(what: string, kind: Aim['kind']): Failure {
  return new Failure({ code: 'usage', what, state: UNTOUCHED, next: `bakeroll ${kind} --help` });
}
