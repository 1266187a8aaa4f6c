import type { AnswerClass, Figures } from '../../../region/balancer/figures.ts';
import type { Balanced } from '../balancing/scenario.ts';

/** What the data plane carries in a minute, in few words. */
export interface Carried {
  readonly requests?: number;
  readonly answers?: Partial<Record<AnswerClass, number>>;
  /** How long each target took that answered. */
  readonly seconds?: readonly number[];
  /** 5xx of the load balancer's own. */
  readonly failures?: number;
}

/** The load balancer has carried this when it is asked the next time. */
export function carry(
  b: Balanced,
  { requests = 0, answers = {}, seconds = [], failures = 0 }: Carried,
): void {
  const [listener] = b.region.state.balancing.listeners;
  if (listener === undefined) throw new Error('the region has no listener');
  const times = {
    count: seconds.length,
    sum: seconds.reduce((sum, one) => sum + one, 0),
    min: Math.min(...seconds),
    max: Math.max(...seconds),
  };
  const group = {
    requests,
    answers: { 2: 0, 3: 0, 4: 0, 5: 0, ...answers },
    ...(seconds.length === 0 ? {} : { seconds: times }),
  };
  const figures: Figures = {
    failures: new Map([[listener.arn, failures]]),
    targetGroups: new Map([[b.targetGroupArn, group]]),
  };
  b.balancer.carry(figures);
}
