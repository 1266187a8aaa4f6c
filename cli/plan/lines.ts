import { NOT_BACK } from '../../release/plan-rows.ts';
import type { GroupPlan } from '../../release/plan-group.ts';
import type { Plan } from '../../release/plan.ts';
import type { Finding } from '../../roll/preflight/finding.ts';
import type { Said } from '../../roll/preflight.ts';
import { lastLines, type Typed } from './last.ts';
import { policyLines } from './policy.ts';
import { hanging, row } from './row.ts';
import { stepLines } from './steps.ts';

/** A plan as people read it; of one that leaves nothing to do, that alone. */
export function planLines(plan: Plan, typed: Typed): string[] {
  const { environment, target, serves, digest, standing, groups, planned, already } = plan;
  const from = serves === undefined ? 'nothing was ever proven here' : `v${serves.release}`;
  const as = planned.kind === 'rollback' ? 'rollback ' : '';
  const head = [
    `Plan ${digest.slice(0, 12)}  ${environment}: ${as}${from} -> ${target.name}`,
    ...(serves === undefined ? [] : row('serves', `v${serves.release} (${serves.image})`)),
    ...row('target', `${nameOf(target)} ${target.about}`.trimEnd()),
  ];
  if (already) return [...head, '', ...lastLines(plan, typed)];
  return [
    ...head,
    ...(planned.same ? row('same', 'every instance is replaced, the image stays') : []),
    ...(planned.kind === 'rollback' ? backLines(plan) : []),
    ...standing.flatMap(({ kind, text }) => hanging(`${MARKS[kind]} `, text)),
    ...groups.flatMap(groupLines),
    '',
    ...lastLines(plan, typed),
  ];
}

/** An image that has no number yet is called by its id alone. */
function nameOf({ name, image }: Plan['target']): string {
  return name === image ? image : `${name} (${image})`;
}

/** What a rollback leaves as it is, and what follows it. */
function backLines({ stays, environment }: Plan): string[] {
  const schema = stays.length === 0 ? 'the schema' : `the schema, with ${stays.join(', ')}`;
  return [
    ...row('stays', `${schema}: a rollback undoes no migration`),
    ...row('then', `${environment} is frozen: no release or roll until bakeroll unlock ${environment}`),
    ...row('without', `${NOT_BACK.join(', ')}: they are not for a rollback`),
  ];
}

const MARKS = { problem: '✖', warning: '⚠', fine: '✔' } as const satisfies Record<Finding['kind'], string>;

function groupLines({ group, sizes, policy, inspection, boot, rehearsal, mostWrites }: GroupPlan): string[] {
  return [
    '',
    group,
    ...(sizes === undefined
      ? []
      : row(
          'sizes',
          `desired ${sizes.desired} (minimum ${sizes.min}, maximum ${sizes.max}); ${sizes.asked} asked for, at least ${sizes.floor} serving, at most ${sizes.asked + sizes.surge} at once`,
        )),
    ...policyLines(policy),
    ...findingLines(inspection.said),
    ...(rehearsal === undefined ? [] : stepLines({ rehearsal, boot, mostWrites })),
  ];
}

/** What each check found; those that found nothing are named together. */
function findingLines(said: readonly Said[]): string[] {
  const quiet = said.filter(({ findings }) => findings.length === 0).map(({ check }) => check);
  const line = (kind: Finding['kind'], check: string, text: string) =>
    hanging(`  ${MARKS[kind]} ${check.padEnd(14)} `, text);
  const lines = said.flatMap(({ check, findings }) =>
    findings.flatMap(({ kind, text }) => line(kind, check, text)),
  );
  return quiet.length === 0 ? lines : [...lines, ...line('fine', 'nothing of', quiet.join(', '))];
}
