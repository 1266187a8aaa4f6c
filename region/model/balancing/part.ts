import { means, standing } from '../../faults/strike.ts';
import type { Part, Region } from '../../region.ts';
import { instanceOf } from '../ec2/instance.ts';
import { createChecks } from './checks.ts';
import { createRouter } from './router.ts';
import { describeTarget, type TargetHealth } from './health.ts';
import { drainsUntil } from './unhealthy.ts';
import { goneAt, isGone, unusedBecause } from './use.ts';
import type { Target, TargetGroup } from './state.ts';

/** ELBv2 as it moves in time: targets come into use, are checked, drain and leave; the data plane follows. */
export function createBalancing(): Part {
  const checks = createChecks();
  const router = createRouter();
  return {
    advance(region) {
      for (const group of region.state.balancing.targetGroups) advanceGroup(region, group);
      checks.follow(region);
      router.follow(region);
    },
    due(region) {
      const dues = region.state.balancing.targetGroups.flatMap((group) =>
        group.targets.flatMap((target) => [nextStep(region, group, target), nextLoss(region, target)]),
      );
      return earliest([...dues, router.due()]);
    },
    stop: () => {
      checks.stop();
    },
  };
}

function advanceGroup(region: Region, group: TargetGroup): void {
  for (const target of [...group.targets]) {
    advanceTarget(region, group, target);
    tell(region, group, target, describeTarget(region, group, target));
  }
}

function advanceTarget(region: Region, group: TargetGroup, target: Target): void {
  const now = region.clock.now();
  const { phase } = target;
  if (phase.kind === 'draining') {
    if (isGone(region, target) || (now >= phase.until && !hangs(region, target))) remove(group, target);
  } else if (unusedBecause(region, group, target) !== undefined) {
    if (phase.kind !== 'unused') target.phase = { kind: 'unused' };
  } else if (phase.kind === 'unused') {
    target.phase = { kind: 'registering', until: now + registrationLag(region, group) };
  } else if (phase.kind === 'registering' && now >= phase.until) {
    target.phase = { kind: 'initial', failed: 0 };
  }
}

function hangs(region: Region, { instanceId }: Target): boolean {
  const instance = instanceOf(region, instanceId);
  return standing(region, 'drain-hang', (words) => means(words, instance)) !== undefined;
}

/** In milliseconds. */
function registrationLag(region: Region, { protocol }: TargetGroup): number {
  const { registration, networkRegistration } = region.state.balancing.lags;
  return (protocol === 'TCP' ? networkRegistration : registration) * 1000;
}

function remove(group: TargetGroup, target: Target): void {
  group.targets = group.targets.filter((other) => other !== target);
}

/** Tells the event log of each change of what DescribeTargetHealth answers, once. */
function tell(region: Region, group: TargetGroup, target: Target, health: TargetHealth): void {
  const news = [health.state, health.reason].join(' ');
  if (target.told === news) return;
  target.told = news;
  region.events.record({
    type: 'target',
    targetGroup: group.arn,
    instanceId: target.instanceId,
    state: health.state,
    ...(health.reason === undefined ? {} : { reason: health.reason }),
  });
}

/** When the target's own life goes on, beside what its checks find. */
function nextStep(region: Region, group: TargetGroup, target: Target): number | undefined {
  const { phase } = target;
  switch (phase.kind) {
    case 'unused':
    case 'initial':
    case 'healthy':
      return undefined;
    case 'unhealthy': {
      const until = drainsUntil(group, phase.since);
      return until !== undefined && until > region.clock.now() ? until : undefined;
    }
    case 'registering':
      return phase.until;
    case 'draining': {
      const steps = [phase.servesUntil, hangs(region, target) ? undefined : phase.until];
      const now = region.clock.now();
      return earliest(steps.map((step) => (step !== undefined && step > now ? step : undefined)));
    }
  }
}

/** When the load balancer learns that the target's instance is off. */
function nextLoss(region: Region, target: Target): number | undefined {
  return target.phase.kind === 'unused' ? undefined : goneAt(region, target);
}

function earliest(dues: readonly (number | undefined)[]): number | undefined {
  return dues.reduce((least, due) =>
    least === undefined || (due !== undefined && due < least) ? due : least,
  );
}
