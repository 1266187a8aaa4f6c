import { z } from 'zod';
import { digestOf, type Planned } from '../release/planned.ts';
import type { Plan } from '../release/plan.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import type { Files } from '../world/files.ts';

type Flags = Readonly<Record<string, string | boolean>>;

/** A plan as `plan --out` writes it: what was to be rolled, by which flags, and all that this was decided on. No secret is in it. */
export interface PlanFile {
  readonly environment: string;
  readonly target: string;
  /** The flags of policy and consent, as they were typed. */
  readonly flags: Flags;
  readonly digest: string;
  readonly planned: Planned;
}

const FORMAT = 1;

const shape = z.object({
  bakeroll: z.literal(FORMAT),
  environment: z.string(),
  target: z.string(),
  flags: z.record(z.string(), z.union([z.string(), z.boolean()])),
  digest: z.string(),
  planned: z.looseObject({}),
});

export async function writePlan(files: Files, path: string, plan: Plan, flags: Flags): Promise<void> {
  const { environment, target, digest, planned } = plan;
  const content = { bakeroll: FORMAT, environment, target: target.name, flags, digest, planned };
  await files.write(path, `${JSON.stringify(content, undefined, 2)}\n`);
}

/** @throws Failure `usage` where it is not there, is no plan of this bakeroll, or was changed by hand */
export async function readPlan(files: Files, path: string): Promise<PlanFile> {
  const text = await files.read(path);
  if (text === undefined) throw noPlan(`There is no ${path}.`);
  const read = shape.safeParse(jsonIn(text));
  if (!read.success) throw noPlan(`${path} is no plan that this bakeroll wrote.`);
  const { planned, ...others } = read.data;
  if (digestOf(planned) !== others.digest) throw noPlan(`${path} was changed after bakeroll wrote it.`);
  return { ...others, planned: planned as unknown as Planned };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function noPlan(what: string): Failure {
  return new Failure({ code: 'usage', what, state: UNTOUCHED, next: 'bakeroll plan ENV TARGET --out FILE' });
}
