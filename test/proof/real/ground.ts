import { setTimeout as pause } from 'node:timers/promises';
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
  /** Waits until exactly six instances are targets, and all are healthy. @throws Error when that takes longer than two minutes */
  readonly settled: () => Promise<void>;
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
      settled: () => settled(stage, dev),
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

async function settled({ cloud }: LocalStage, { targetGroupArn }: Environment): Promise<void> {
  const deadline = performance.now() + 120_000;
  for (;;) {
    const { TargetHealthDescriptions: targets = [] } = await cloud.balancing.send(
      new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn }),
    );
    const states = targets.map(({ TargetHealth }) => String(TargetHealth?.State));
    if (states.length === SIZE && states.every((state) => state === 'healthy')) return;
    if (performance.now() > deadline) throw new Error(`the targets do not settle: ${states.join(' ')}`);
    await pause(500);
  }
}
