import { UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import {
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { setTimeout as pause } from 'node:timers/promises';

import { bakeroll, expectExit, type Ran } from '../demo/bakeroll.ts';
import { databasesOf } from '../demo/region.ts';
import { clearStage, commitVersion, setStage, type Stage } from '../demo/stage.ts';
import { makeInfrastructure, type Made } from '../examples/hello/infrastructure.ts';
import { type Cloud, cloudAt, type Place } from '../examples/hello/infrastructure/cloud.ts';
import { localRegion } from '../examples/hello/infrastructure/local-region.ts';

export const REGION = 'eu-local-1';

/** A local region in which hello v1 serves, for whatever is measured there. */
export interface Scene {
  readonly stage: Stage;
  readonly place: Place;
  readonly cloud: Cloud;
  readonly made: Made;
  /** Runs a bakeroll command that must succeed. */
  readonly run: (...command: string[]) => Promise<Ran>;
}

/** Sets a scene, does something there, and takes it down again. */
export async function withScene<T>(act: (scene: Scene) => Promise<T>): Promise<T> {
  const stage = setStage();
  // The record of the region lies in the stage's state folder, not in the user's.
  process.env['XDG_STATE_HOME'] = stage.state;
  try {
    await expectExit(0, bakeroll(stage, ['region', 'up', REGION, '--database']));
    const databases = databasesOf(stage, REGION);
    const place = localRegion(REGION);
    const order = { ...place, environment: 'dev', databaseUrl: databases.inside, greeting: 'en' };
    const made = await makeInfrastructure({ ...order, size: { min: 0, max: 24, desired: 0 } });
    const run = (...command: string[]) =>
      expectExit(0, bakeroll(stage, command, { DATABASE_URL: databases.outside }));
    commitVersion(stage, 'v1');
    await run('release', 'dev');
    return await act({ stage, place, cloud: cloudAt(place), made, run });
  } finally {
    await expectExit(0, bakeroll(stage, ['region', 'down', REGION]));
    clearStage();
  }
}

/** Seconds that bound a roll from below, as the target group has them. */
export async function drainTimes({ cloud, made }: Scene): Promise<{
  readonly deregistrationDelay: number;
  readonly healthInterval: number;
}> {
  const { balancing } = cloud;
  const { TargetGroups: [group] = [] } = await balancing.send(
    new DescribeTargetGroupsCommand({ TargetGroupArns: [made.targetGroupArn] }),
  );
  const { Attributes = [] } = await balancing.send(
    new DescribeTargetGroupAttributesCommand({ TargetGroupArn: made.targetGroupArn }),
  );
  const delay = Attributes.find(({ Key }) => Key === 'deregistration_delay.timeout_seconds')?.Value;
  if (group?.HealthCheckIntervalSeconds === undefined || delay === undefined)
    throw new Error(`${made.targetGroupArn} does not say its times`);
  return { deregistrationDelay: Number(delay), healthInterval: group.HealthCheckIntervalSeconds };
}

/** Has the group grow, as its owner would, and waits until that many serve. */
export async function growTo(size: number, { cloud, made }: Scene): Promise<void> {
  await cloud.autoscaling.send(
    new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: made.group, DesiredCapacity: size }),
  );
  const deadline = performance.now() + 180_000;
  while ((await countHealthy(cloud, made)) !== size) {
    if (performance.now() > deadline) throw new Error(`${made.group} did not grow to ${size} in 180 s`);
    await pause(500);
  }
}

async function countHealthy({ balancing }: Cloud, { targetGroupArn }: Made): Promise<number> {
  const command = new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn });
  const { TargetHealthDescriptions = [] } = await balancing.send(command);
  return TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State === 'healthy').length;
}
