import { readEventLog } from '../../../demo/event-log.ts';
import type { TimedEvent } from '../../../region/event.ts';
import type { Case } from '../../judge/case.ts';
import { describeVerdict, judge } from '../../judge/judge.ts';
import { type Ground, SIZE } from './ground.ts';
import type { Watched } from './watch.ts';

/** What the judge has to be told of a roll beside the region's event log. */
export interface Told extends Pick<Case, 'drivers' | 'image'>, Partial<Pick<Case, 'kind' | 'end' | 'lag'>> {
  /** Milliseconds, where it is not none. */
  readonly soak?: number;
}

/** What of the promise the judge finds broken in a roll that was watched, a line each. */
export function judged({ region, dev }: Ground, { from, to }: Watched, told: Told): string[] {
  const events = readEventLog(region)
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as TimedEvent);
  const { soak = 0, ...rest } = told;
  const verdicts = judge(events, {
    ...{ kind: 'roll', from, to, ...rest },
    groups: [{ name: dev.group, targetGroups: [dev.targetGroupArn], asked: SIZE }],
    policy: { ...POLICY, soak },
  });
  return verdicts.map((verdict) => {
    const [first = '', ...more] = describeVerdict(verdict).split('\n');
    return `${first}${more.length === 0 ? '' : ` (${more.length} events)`}`;
  });
}

/** The policy of every real proof, and the health checks of hello's target group. */
const POLICY: Case['policy'] = {
  surge: { percent: 100 },
  minHealthy: { percent: 100 },
  max: 'fit',
  samples: 2,
  interval: 5_000,
  soak: 0,
  tick: 1_000,
};

/** By this name the region's event log tells one driver from another. */
export function calledAs(driver: string): NodeJS.ProcessEnv {
  return { AWS_SDK_UA_APP_ID: driver };
}
