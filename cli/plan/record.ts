import { isPossible, type Plan } from '../../release/plan.ts';

/** A plan for programs. */
export function planRecord(plan: Plan): Record<string, unknown> {
  const { environment, target, serves, already, stays, standing, digest, planned } = plan;
  const { kind, same, base } = planned;
  return {
    ...{
      environment,
      kind,
      target,
      same,
      ...(base === undefined ? {} : { template: base }),
      serves,
      already,
    },
    ...{ possible: isPossible(plan), digest, stays, standing },
    groups: plan.groups.map(({ group, sizes, policy, inspection, boot, rehearsal, mostWrites }) => ({
      ...{ group, sizes, policy, checks: inspection.said, boot },
      ...(rehearsal === undefined ? {} : expected(rehearsal)),
      mostWrites,
    })),
  };
}

function expected({ steps, took, pauses, calls, outcome }: NonNullable<Plan['groups'][number]['rehearsal']>) {
  return { steps, expected: { millis: took, pauses, ...calls, outcome: outcome.kind } };
}
