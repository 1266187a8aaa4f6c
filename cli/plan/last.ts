import { isPossible, type Plan } from '../../release/plan.ts';
import type { RollOutcome } from '../../roll/outcome.ts';
import { problemsIn } from '../../roll/preflight.ts';
import { about } from '../ages.ts';

/** What was typed beside the target. */
export interface Typed {
  /** Where the plan was written, if it was. */
  readonly file: string | undefined;
  /** The flags of policy and consent, as they are typed. */
  readonly flags: readonly string[];
}

/** What the plan comes to, and the command that does it. */
export function lastLines(plan: Plan, typed: Typed): string[] {
  const { groups, standing, already } = plan;
  if (already) return [alreadyLine(plan)];
  if (!isPossible(plan)) {
    const problems = [...standing, ...groups.flatMap(({ inspection }) => problemsIn(inspection))];
    const count = problems.filter(({ kind }) => kind === 'problem').length;
    const what = count === 1 ? '1 problem stands' : `${count} problems stand`;
    return [`${what} in its way (exit 3). Nothing has been changed.`];
  }
  const all = groups.flatMap(({ rehearsal }) => rehearsal ?? []);
  const time = all.reduce((sum, rehearsal) => sum + rehearsal.took, 0);
  const lost = all.flatMap(({ outcome }) => (outcome.kind === 'done' ? [] : [reasonOf(outcome)]));
  return [
    ...lost.map((reason) => `⚠ As rehearsed it does not end as wanted: ${reason}.`),
    `About ${about(time)}. Nothing has been changed.`,
    `Next: ${nextOf(plan, typed)}`,
  ];
}

function alreadyLine({ environment, target, further, planned }: Plan): string {
  if (planned.kind === 'roll') return `${target.name} is on ${environment} already: nothing to do.`;
  const more =
    further === undefined ? '' : `  Further back: bakeroll plan ${environment} v${further} --rollback`;
  return `${environment} stands at ${target.name} already: nothing to do.${more}`;
}

function nextOf({ environment, target, planned }: Plan, { file, flags }: Typed): string {
  const { kind, same, base } = planned;
  if (file !== undefined) return `bakeroll ${kind} ${environment} --apply ${file}`;
  const template = base === undefined ? [] : ['--template', String(base)];
  return ['bakeroll', kind, environment, same ? '--same' : target.name, ...template, ...flags].join(' ');
}

function reasonOf(outcome: RollOutcome): string {
  return 'because' in outcome ? outcome.because : outcome.kind;
}
