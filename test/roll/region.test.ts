import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { leastHealthy } from '../../demo/capacity.ts';
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

const FIRST = { ...POLICY, firstSize: 3 };

/** hello's environment in a region of the model alone, in virtual time, reached as AWS is: by the SDK, over HTTP. */
async function place(t: Test) {
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
  return { model, made, image, broken, rollTo, group };
}

t.test('a first release, a second one and a rollback through the SDK', async (t) => {
  const { image, rollTo, group, model, made } = await place(t);
  const [one, two] = [image('one'), image('two')];
  const first = await rollTo({ roll: 'r-1', release: 'v1', image: one, from: undefined, policy: FIRST });
  t.match(first.outcome, { kind: 'done', left: [] });
  const found = await group();
  t.match(found, { images: [one, one, one], desired: 3, rebalanceSuspended: false });
  const from = model.clock.now();

  const second = await rollTo({ roll: 'r-2', release: 'v2', image: two, from: 'v1' });
  t.match(second.outcome, { kind: 'done', left: [] });
  t.strictSame(await group(), { ...found, images: [two, two, two] });
  // ROLL.md 8: 2N + ceil(N/20) + 2 ceil(N/50) + 14
  t.ok(second.writes <= 2 * 3 + 1 + 2 + 14, `${second.writes} writes`);

  const back = await rollTo({ roll: 'r-3', kind: 'rollback', release: 'v1', image: one, from: 'v2' });
  t.match(back.outcome, { kind: 'done', left: [] });
  t.strictSame(await group(), found);
  const watch = { targetGroup: made.targetGroupArn, from, to: model.clock.now() };
  t.equal(leastHealthy(model.events, watch).healthy, 3, 'never fewer than before');
});

t.test('a release whose image never becomes healthy goes back through the SDK', async (t) => {
  const { image, rollTo, group, model, made, broken } = await place(t);
  const [one, bad] = [image('one'), image('bad')];
  broken.add(bad);
  await rollTo({ roll: 'r-1', release: 'v1', image: one, from: undefined, policy: FIRST });
  const found = await group();
  const from = model.clock.now();
  const { outcome } = await rollTo({ roll: 'r-2', release: 'v2', image: bad, from: 'v1' });
  t.match(outcome, { kind: 'went-back', left: [], because: /3 new instances were bad/ });
  t.strictSame(await group(), found);
  const watch = { targetGroup: made.targetGroupArn, from, to: model.clock.now() };
  t.equal(leastHealthy(model.events, watch).healthy, 3, 'never fewer than before');
});
