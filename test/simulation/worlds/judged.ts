import type { Amount, Policy } from '../../../roll/goal.ts';
import type { ClaimedEnd } from '../../judge/case.ts';
import { describeVerdict, judge } from '../../judge/judge.ts';
import { policyOf } from './goal.ts';
import type { Place } from './place.ts';
import type { Act, World } from './world.ts';

/** What was asked for, how it ended, and since when: where it took over a dead roll, since that one began. */
interface Deed {
  readonly act: Act;
  readonly end: string;
  /** Milliseconds since the epoch. */
  readonly from: number;
}

/** What the judge has to say of it, by the region's event log alone. */
export function judged({ world, sim, service, images }: Place, { act, end, from }: Deed): string[] {
  const policy = policyOf(world.policy);
  const claimed = ENDS[end];
  const verdicts = judge(sim.events, {
    groups: [{ name: 'web', targetGroups: [service.targetGroupArn], launchBy: launchByOf(world) }],
    drivers: ['AKIASIMULATED'],
    ...{ from, to: sim.clock.now(), kind: act.kind, image: images[act.to] },
    policy: {
      ...{ surge: policy.surge, minHealthy: policy.minHealthy, max: policy.max, samples: policy.samples },
      ...firstStepOf(policy),
      keepsWarm: policy.keepWarm > 0,
      ...{ interval: world.group.interval * 1000, soak: policy.soak, tick: policy.tick },
    },
    ...(claimed === undefined ? {} : { end: claimed }),
    lag: lagOf(world),
  });
  return verdicts.map(describeVerdict);
}

/** Where LaunchInstances leaves desired where it is, the minimum is raised instead. */
function launchByOf({ switches }: World): 'launch-instances' | 'min-size' {
  return switches['launch-instances-desired'] === 'kept' ? 'min-size' : 'launch-instances';
}

function firstStepOf({ canary, steps }: Policy): { readonly firstStep?: Amount } {
  const first = canary > 0 ? { count: canary } : steps[0]?.to;
  return first === undefined ? {} : { firstStep: first };
}

/** What each end claims; an abandoned roll claims nothing. */
const ENDS: Readonly<Record<string, ClaimedEnd>> = {
  done: { exit: 0 },
  'done but': { exit: 10 },
  'went-back': { exit: 8 },
  // What is left is named, as with exit 10.
  'went-back but': { exit: 10, serves: 'before' },
  paused: { exit: 12 },
  stranded: { exit: 9 },
  unfit: { exit: 3 },
};

function lagOf({ happenings }: World): number {
  const lags = happenings.map((one) =>
    one.kind === 'fault' && one.fault === 'stale-describe' ? Number(one.words[0]) : 0,
  );
  return 1000 * Math.max(0, ...lags);
}
