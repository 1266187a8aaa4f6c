import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'tap';
import { makeInfrastructure } from '../../examples/hello/infrastructure.ts';
import { registerBaseImage } from '../../region/model/ec2/images.ts';
import type { RollFact } from '../../roll/facts.ts';
import type { Goal } from '../../roll/goal.ts';
import { preflight } from '../../roll/preflight.ts';
import { roll } from '../../roll/roll.ts';
import { countedAt } from '../../world/aws/fleet/counted.ts';
import type { Clock } from '../../world/clock.ts';
import { realWorld } from '../../world/real.ts';
import { startModelRegion } from '../region/model-region.ts';
import { goalTo, POLICY } from './run-roll.ts';

/** hello's environment in a region of the model alone, in virtual time, reached as AWS is: by the SDK, over HTTP. */
export async function place(t: Test) {
  const model = await startModelRegion();
  t.teardown(() => model.close());
  const state = t.testdir({});
  const home = process.env['XDG_STATE_HOME'];
  process.env['XDG_STATE_HOME'] = state;
  t.teardown(() => {
    process.env['XDG_STATE_HOME'] = home;
  });
  const credentials = { accessKeyId: model.accessKey, secretAccessKey: 'secret' };
  const { endpoint } = model;
  mkdirSync(join(state, 'bakeroll', 'regions'), { recursive: true });
  writeFileSync(join(state, 'bakeroll', 'regions', 'it.json'), JSON.stringify({ endpoint, ...credentials }));
  const gateway = `${model.region.network.privatePrefix}.0.1`;
  const at = { region: model.region.name, endpoint, credentials, gateway };
  const made = await makeInfrastructure({
    ...at,
    ...{ environment: 'dev', databaseUrl: 'postgres://hello@10.1.0.5/hello', greeting: 'nl' },
  });
  const image = (name: string) =>
    registerBaseImage(model.region, { name, layer: name, architecture: 'x86_64', created: model.clock.now() })
      .imageId;
  const broken = new Set<string>();
  const clock: Clock = {
    now: () => model.clock.now(),
    monotonic: () => model.clock.now(),
    sleep: async (duration) => {
      for (const { imageId, privateAddress } of model.machines.up.values()) {
        if (broken.has(imageId)) model.prober.answer({ kind: 'answered', status: 503 }, privateAddress);
      }
      await model.clock.pass(duration / 1000);
    },
  };
  const world = { ...realWorld(() => undefined), clock };
  const aws = countedAt({ region: at.region, endpoint, account: undefined });

  async function rollTo(parts: Partial<Goal>, facts: RollFact[] = []) {
    const policy = parts.policy ?? POLICY;
    const { cloud, check } = await preflight(aws, clock, { group: made.group, policy, asked: undefined });
    const goal = goalTo({ check, began: clock.now(), ...parts });
    const before = aws.calls().writes;
    const outcome = await roll(world, cloud, goal, {
      facts: [...facts],
      record: (fact) => {
        facts.push(fact);
        return Promise.resolve();
      },
      signal: new AbortController().signal,
      asks: () => Promise.resolve(undefined),
    });
    return { outcome, writes: aws.calls().writes - before };
  }

  async function group() {
    const seen = await preflight(aws, clock, { group: made.group, policy: POLICY, asked: undefined });
    const fleet = await seen.cloud.observe(undefined);
    const images = fleet.members.filter(({ healthy }) => healthy).map((member) => member.image);
    return {
      images,
      min: fleet.group.min,
      desired: fleet.group.desired,
      grace: fleet.group.grace,
      rebalanceSuspended: fleet.group.rebalanceSuspended,
    };
  }
  const fit = (policy = POLICY) => preflight(aws, clock, { group: made.group, policy, asked: undefined });
  return { world, region: at.region, endpoint, model, made, image, broken, rollTo, group, fit };
}
