import { digestOf } from '../release/planned.ts';
import type { Plan } from '../release/plan.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import type { Files } from '../world/files.ts';
import { ownVersion } from '../world/manifest.ts';
import { FORMAT, type PlanFile, planShape, writtenBy } from './plan/shape.ts';

/** Writes a plan down: what is to be rolled, by which flags, and all that this was decided on. No secret is in it. */
export async function writePlan(
  files: Files,
  path: string,
  { target, digest, planned }: Plan,
  flags: PlanFile['flags'],
): Promise<void> {
  const content = { format: FORMAT, bakeroll: ownVersion(), target: target.name, flags, digest, planned };
  await files.write(path, `${JSON.stringify(content, undefined, 2)}\n`);
}

/**
 * @throws Failure `usage` where it is not there, is no plan, or was changed by hand; `plan-stale` where another bakeroll wrote it,
 *   which may roll otherwise than this one
 */
export async function readPlan(files: Files, path: string): Promise<PlanFile> {
  const text = await files.read(path);
  if (text === undefined) throw noPlan(`There is no ${path}.`);
  const content = jsonIn(text);
  const by = writtenBy(content);
  if (by === undefined) throw noPlan(`${path} is no plan that bakeroll wrote.`);
  refuseAnother(path, by);
  const read = planShape.safeParse(content);
  if (!read.success) {
    const [wrong] = read.error.issues;
    throw changed(path, `${wrong?.path.join('.') ?? ''}: ${wrong?.message ?? ''}`);
  }
  if (digestOf(read.data.planned) !== read.data.digest) throw changed(path, 'its digest is another one');
  return read.data;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuseAnother(path: string, { format, bakeroll }: { format: number; bakeroll: string }): void {
  const here = ownVersion();
  if (format === FORMAT && bakeroll === here) return;
  throw new Failure({
    code: 'plan-stale',
    what: `${path} was written by bakeroll ${bakeroll}, and this is ${here}: it may roll otherwise than was looked at.`,
    state: UNTOUCHED,
    next: NEXT,
  });
}

function changed(path: string, how: string): Failure {
  return noPlan(`${path} was changed after bakeroll wrote it (${how}).`);
}

const NEXT = 'bakeroll plan ENV TARGET --out FILE   writes a new one';

function noPlan(what: string): Failure {
  return new Failure({ code: 'usage', what, state: UNTOUCHED, next: NEXT });
}
