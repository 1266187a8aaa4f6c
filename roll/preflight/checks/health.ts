import type { TargetGroupSeen } from '../../../world/aws/fleet/target-groups.ts';
import type { Policy } from '../../goal.ts';
import { type Check, type Finding, fine, length, warning } from '../finding.ts';

/** So late a sick instance is known: longer is named. Milliseconds. */
const LATE = 120_000;

/** Settings of health checks, grace and draining that will hurt, with the numbers. */
export const health: Check = ({ targetGroups = [], group, wanted: { policy } }) => {
  if (targetGroups.length === 0) return [];
  const faults = targetGroups.flatMap((one) => [
    numbers(one),
    ...checking(one, policy),
    ...leaving(one, policy),
  ]);
  const blind = group.healthCheck.split(',').includes('ELB')
    ? []
    : [
        warning(
          `its health check is ${group.healthCheck}: what its balancer finds unhealthy the group never replaces`,
        ),
      ];
  const grace = group.grace * 1000;
  const raised =
    grace < policy.deadline.healthy
      ? [
          fine(
            `the grace period is raised from ${length(grace)} to ${length(policy.deadline.healthy)} for the roll`,
          ),
        ]
      : [];
  return [...faults, ...blind, ...raised];
};

function numbers({ name, interval, successes, failures, delay }: TargetGroupSeen): Finding {
  return fine(
    `${name} checks every ${length(interval)} (healthy after ${successes}, unhealthy after ${failures}), and drains for up to ${length(delay)}`,
  );
}

function checking(
  { name, interval, successes, failures, slowStart }: TargetGroupSeen,
  policy: Policy,
): Finding[] {
  const healthy = interval * successes;
  const sick = interval * failures;
  return [
    ...(healthy >= policy.deadline.healthy
      ? [
          warning(
            `${name} checks every ${length(interval)} and wants ${successes} successes: ${length(healthy)}, and deadline.healthy is ${length(policy.deadline.healthy)}`,
          ),
        ]
      : []),
    ...(sick > LATE
      ? [
          warning(
            `${name} finds a sick instance after ${failures} failures ${length(interval)} apart: ${length(sick)} during which it gets traffic`,
          ),
        ]
      : []),
    ...(slowStart > policy.soak
      ? [
          fine(
            `${name} starts slowly: new ones are proven ${length(slowStart)} after they are healthy, and not ${length(policy.soak)}`,
          ),
        ]
      : []),
  ];
}

function leaving({ name, delay, sticky }: TargetGroupSeen, policy: Policy): Finding[] {
  const { drain } = policy.deadline;
  return [
    ...(delay > drain
      ? [
          warning(
            `${name} drains for up to ${length(delay)}, and deadline.drain is ${length(drain)}: old ones may be left behind (exit 10)`,
          ),
        ]
      : []),
    ...(delay === 0 ? [warning(`${name} has no deregistration delay: requests under way are cut off`)] : []),
    ...(sticky > 0
      ? [
          warning(
            `${name} is sticky: clients stay with an old instance for up to ${length(sticky)}, or until it drains`,
          ),
        ]
      : []),
  ];
}
