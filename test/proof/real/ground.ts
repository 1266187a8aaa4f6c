import { setTimeout as pause } from 'node:timers/promises';
import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';

import { regionDown } from '../../../cli/region.ts';
import { recordsIn } from '../../../demo/bakeroll.ts';
import type { Ended } from '../../../demo/command.ts';
import { realWorld } from '../../../world/real.ts';
import type { Ending } from '../../bake/checkout.ts';
import { type Environment, type LocalStage, startStage } from '../../system/stage.ts';

/** How many instances serve in every real proof. */
export const SIZE = 6;

/** A region of its own in which hello v1 and v2 are baked, and one of them serves with six instances. */
export interface Ground {
  readonly region: string;
  readonly stage: LocalStage;
  readonly dev: Environment;
  /** The release that serves now, and the other one: `v1`, `v2`. */
  readonly releases: () => Promise<{ readonly serves: string; readonly other: string }>;
  /** Waits until the group has six instances, evenly over its zones, and all are healthy targets. @throws Error when that takes longer than two minutes */
  readonly settled: () => Promise<void>;
  /** Waits until nothing of the group is on its way out. @throws Error when that takes longer than two minutes */
  readonly drained: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Hello's policy: the usual one, but for its size and its ticks. */
const POLICY = `roll: { first_size: ${SIZE}, tick: 1s }\n`;

/** Where the ledger lies: in the environment's own database, or on a server of this machine's own. */
type LedgerPlace = 'database' | 'embedded';

/** @param region its name: two grounds have two */
export async function openGround(region: string, ledger: LedgerPlace): Promise<Ground> {
  await regionDown(
    realWorld(() => undefined),
    region,
  );
  const ends: (() => unknown)[] = [];
  const ending = { teardown: (end: () => unknown) => void ends.push(end) } as Ending;
  const close = async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    const stage = await startStage(ending, region, {}, (config) =>
      config.replace(/^roll: .*\n/m, ledger === 'database' ? `${POLICY}ledger: database\n` : POLICY),
    );
    const dev = await stage.makeEnvironment('dev', 'en', { min: 0, max: 2 * SIZE, desired: 0 });
    stage.commit('v1');
    expectDone(await dev.bakeroll('release', 'dev'));
    stage.commit('v2');
    expectDone(await dev.bakeroll('bake', 'dev'));
    expectDone(await dev.bakeroll('migrate', 'dev', 'v2'));
    return {
      ...{ region, stage, dev, close },
      releases: () => releasesOf(dev),
      settled: () => waitFor(() => unsettledIn(stage, dev)),
      drained: () => waitFor(() => leavingIn(stage, dev)),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

export function expectDone({ exit, said }: Ended): void {
  if (exit !== 0) throw new Error(`expected exit 0, got ${exit}:\n${said}`);
}

async function releasesOf(dev: Environment): Promise<{ serves: string; other: string }> {
  const { answer } = await dev.bakeroll('status', 'dev', '--json');
  const record = recordsIn(answer).find(({ type }) => type === 'status') as
    { serves?: { release: number } } | undefined;
  const serves = record?.serves?.release;
  if (serves === undefined) throw new Error(`status does not say what serves: ${answer}`);
  return { serves: `v${serves}`, other: serves === 1 ? 'v2' : 'v1' };
}

/** @param look says what is not so yet, in words; undefined once it is */
async function waitFor(look: () => Promise<string | undefined>): Promise<void> {
  const deadline = performance.now() + 120_000;
  for (;;) {
    const unsettled = await look();
    if (unsettled === undefined) return;
    if (performance.now() > deadline) throw new Error(`the group does not settle: ${unsettled}`);
    await pause(500);
  }
}

async function unsettledIn({ cloud }: LocalStage, dev: Environment): Promise<string | undefined> {
  const { TargetHealthDescriptions: targets = [] } = await cloud.balancing.send(
    new DescribeTargetHealthCommand({ TargetGroupArn: dev.targetGroupArn }),
  );
  const states = targets.map(({ TargetHealth }) => String(TargetHealth?.State));
  if (states.length !== SIZE || states.some((state) => state !== 'healthy'))
    return `its targets are ${states.join(' ')}`;
  const { zones, members } = await membersIn(cloud, dev);
  if (members.length !== SIZE) return `it has ${members.length} instances`;
  // What a fault of one zone left: the group moves them by itself.
  const counts = zones.map((zone) => members.filter((member) => member.zone === zone).length);
  return Math.max(...counts) - Math.min(...counts) > 1 ? `its zones have ${counts.join(' and ')}` : undefined;
}

async function leavingIn({ cloud }: LocalStage, dev: Environment): Promise<string | undefined> {
  const { members } = await membersIn(cloud, dev);
  const leaving = members.filter(({ lifecycle }) => lifecycle.startsWith('Terminating'));
  return leaving.length === 0 ? undefined : `${leaving.length} are on their way out`;
}

async function membersIn({ autoscaling }: LocalStage['cloud'], { group: name }: Environment) {
  const { AutoScalingGroups: [group] = [] } = await autoscaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
  );
  const members = (group?.Instances ?? []).map(({ AvailabilityZone, LifecycleState }) => ({
    zone: String(AvailabilityZone),
    lifecycle: String(LifecycleState),
  }));
  return { zones: group?.AvailabilityZones ?? [], members };
}
