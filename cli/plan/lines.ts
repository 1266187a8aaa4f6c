import type { Plan } from '../../release/plan.ts';
import type { GroupPlan } from '../../release/plan-group.ts';
import { isPossible } from '../../release/plan.ts';
import type { RollOutcome } from '../../roll/outcome.ts';
import type { Finding } from '../../roll/preflight/finding.ts';
import { problemsIn, type Said } from '../../roll/preflight.ts';
import { took } from '../ages.ts';
import { policyLines } from './policy.ts';
import { row } from './row.ts';
import { stepLines } from './steps.ts';

/** A plan as people read it. @param file where it was written, if it was */
export function planLines(plan: Plan, file: string | undefined): string[] {
  const { environment, target, serves, digest, standing, groups } = plan;
  const from = serves === undefined ? 'nothing was ever proven here' : `v${serves.release}`;
  return [
    `Plan ${digest.slice(0, 12)}  ${environment}: ${from} -> ${target.name}`,
    ...(serves === undefined ? [] : [row('serves', `v${serves.release} (${serves.image})`)]),
    row('target', `${target.name} (${target.image}) ${target.about}`.trimEnd()),
    ...standing.map(({ kind, text }) => `${MARKS[kind]} ${text}`),
    ...groups.flatMap(groupLines),
    '',
    ...lastLines(plan, file),
  ];
}

const MARKS = { problem: '✖', warning: '⚠', fine: '✔' } as const satisfies Record<Finding['kind'], string>;

function groupLines({ group, sizes, policy, inspection, boot, rehearsal, mostWrites }: GroupPlan): string[] {
  return [
    '',
    group,
    ...(sizes === undefined
      ? []
      : [
          row(
            'sizes',
            `desired ${sizes.desired} (minimum ${sizes.min}, maximum ${sizes.max}); ${sizes.asked} asked for, at least ${sizes.floor} serving, at most ${sizes.asked + sizes.surge} at once`,
          ),
        ]),
    ...policyLines(policy),
    ...findingLines(inspection.said),
    ...(rehearsal === undefined ? [] : stepLines({ rehearsal, boot, mostWrites })),
  ];
}

/** What each check found; those that found nothing are named together. */
function findingLines(said: readonly Said[]): string[] {
  const quiet = said.filter(({ findings }) => findings.length === 0).map(({ check }) => check);
  const lines = said.flatMap(({ check, findings }) =>
    findings.map(({ kind, text }) => `  ${MARKS[kind]} ${check.padEnd(14)} ${text}`),
  );
  return quiet.length === 0 ? lines : [...lines, `  ✔ ${'nothing of'.padEnd(14)} ${quiet.join(', ')}`];
}

function lastLines(plan: Plan, file: string | undefined): string[] {
  const { environment, target, groups, standing } = plan;
  if (plan.already) return [`${target.name} is on ${environment} already: nothing to do.`];
  if (!isPossible(plan)) {
    const problems = [...standing, ...groups.flatMap(({ inspection }) => problemsIn(inspection))];
    const count = problems.filter(({ kind }) => kind === 'problem').length;
    const what = count === 1 ? '1 problem stands' : `${count} problems stand`;
    return [`${what} in its way (exit 3). Nothing has been changed.`];
  }
  const all = groups.flatMap(({ rehearsal }) => rehearsal ?? []);
  const time = all.reduce((sum, rehearsal) => sum + rehearsal.took, 0);
  const apply = file === undefined ? `${environment} ${target.name}` : `${environment} --apply ${file}`;
  const lost = all.flatMap(({ outcome }) => (outcome.kind === 'done' ? [] : [reasonOf(outcome)]));
  return [
    ...lost.map((reason) => `⚠ As rehearsed it does not end as wanted: ${reason}.`),
    `About ${took(time)}. Nothing has been changed. Next: bakeroll roll ${apply}`,
  ];
}

function reasonOf(outcome: RollOutcome): string {
  return 'because' in outcome ? outcome.because : outcome.kind;
}
