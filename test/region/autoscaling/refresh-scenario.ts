import {
  DescribeInstanceRefreshesCommand,
  StartInstanceRefreshCommand,
  type CreateAutoScalingGroupType,
  type InstanceRefresh,
  type RefreshPreferences,
  type StartInstanceRefreshType,
} from '@aws-sdk/client-auto-scaling';
import type { Test } from 'tap';

import { addVersion, startGroup, type Grouped } from './scenario.ts';

/** The group of `startGroup`, all in service, and a version 2 of its template. */
export interface Refreshed extends Grouped {
  /** Starts a refresh to version 2 with a warm-up of 10 s, unless `more` says otherwise; gives its id. */
  start(preferences?: RefreshPreferences, more?: Partial<StartInstanceRefreshType>): Promise<string>;
  /** The newest refresh as AWS shows it now. */
  refresh(): Promise<InstanceRefresh>;
  /** Each member that is not being ended, as `<its template's version> <its state>`, in the order of their launch. */
  fleet(): Promise<string[]>;
  /** The versions of the members in service. */
  serving(): Promise<string[]>;
}

export async function startRefreshed(
  t: Test,
  desired: number,
  more: Partial<CreateAutoScalingGroupType> = {},
): Promise<Refreshed> {
  const g = await startGroup(t, desired, more);
  addVersion(g, g.template, {});
  await g.clock.pass(1);
  return { ...g, ...questions(g) };
}

function questions(g: Grouped) {
  async function start(
    preferences: RefreshPreferences = {},
    more: Partial<StartInstanceRefreshType> = {},
  ): Promise<string> {
    const answer = await g.autoscaling.send(
      new StartInstanceRefreshCommand({
        AutoScalingGroupName: 'web',
        DesiredConfiguration: { LaunchTemplate: { LaunchTemplateId: g.template.id, Version: '2' } },
        Preferences: { InstanceWarmup: 10, ...preferences },
        ...more,
      }),
    );
    await g.clock.pass(0);
    return answer.InstanceRefreshId ?? '';
  }
  async function refresh(): Promise<InstanceRefresh> {
    const answer = await g.autoscaling.send(
      new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: 'web' }),
    );
    const [newest] = answer.InstanceRefreshes ?? [];
    if (newest === undefined) throw new Error('the group web has no refresh');
    return newest;
  }
  async function fleet(): Promise<string[]> {
    const members = (await g.group()).Instances ?? [];
    return members
      .filter(({ LifecycleState }) => LifecycleState !== 'Terminating')
      .map(
        ({ LaunchTemplate, LifecycleState }) => `${LaunchTemplate?.Version ?? ''} ${LifecycleState ?? ''}`,
      );
  }
  async function serving(): Promise<string[]> {
    return (await fleet()).filter((one) => one.endsWith('InService')).map((one) => one.slice(0, 1));
  }
  return { start, refresh, fleet, serving };
}
