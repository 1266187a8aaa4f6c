import t, { type Test } from 'tap';
import type { Command } from '../../demo/command.ts';
import { failuresAmong } from '../../demo/traffic/report.ts';
import { startTraffic, type Traffic } from '../../demo/traffic/traffic.ts';
import { type GroupNow, groupNow } from './group.ts';
import { type Environment, startStage } from './stage.ts';

/** Between the tests there are waits, which would be taken for the end. */
t.plan(5);

/** Two environments are driven side by side. */
t.jobs = 2;

const stage = await startStage(t, 'test-driver');
const dev = await stage.makeEnvironment('dev', 'nl');
const production = await stage.makeEnvironment('production', 'pt');
const groupOf = ({ group }: Environment) => groupNow(stage.cloud, group);

await t.test('two environments run one release, and another is there to roll to', async (t) => {
  stage.commit('v1');
  const first = await dev.bakeroll('release', 'dev');
  t.equal(first.exit, 0, 'it is done', first);
  t.equal((await production.bakeroll('migrate', 'production', 'v1')).exit, 0);
  stage.commit('v2');
  const [rolled, baked] = await Promise.all([
    production.bakeroll('roll', 'production', 'v1'),
    dev.bakeroll('bake', 'dev'),
  ]);
  t.equal(rolled.exit, 0, 'it is done', rolled);
  t.equal(baked.exit, 0, 'it is done', baked);
  for (const [environment, name] of [
    [dev, 'dev'],
    [production, 'production'],
  ] as const)
    t.equal((await environment.bakeroll('migrate', name, 'v2')).exit, 0);
});

/** As a shell says it. */
const SIGKILLED = 128 + 9;
const quiet = Date.now();
const traffic = await Promise.all([dev, production].map(startTrafficOn));
const before = { dev: await groupOf(dev), production: await groupOf(production) };

const onDev = t.test(
  'killed while it launches and stopped while old ones drain, a roll comes to its goal',
  async (t) => {
    const roll = ['roll', 'dev', 'v2', '--lock-wait', '40'];
    t.equal(await killedAt(dev, roll, /^roll +launches \d+ instance/), SIGKILLED, 'it is killed');
    const refused = await dev.bakeroll('roll', 'dev', 'v2');
    t.match(refused.said, /^✖ held {2}\(exit 4\)$/m, 'its lease outlives it for a while');
    const sleeper = await stoppedAt(dev, roll, /^roll +waits for .* to drain\b/);
    const { exit, said } = await dev.bakeroll(...roll);
    t.equal(exit, 0, 'it is done', { said });
    t.match(said, /^roll +takes up r-[0-9a-f]{8}, /m, 'it goes on with the same roll');
    await wakesTooLate(t, sleeper);
    t.equal(launchedOn(dev), 3, 'nothing was launched twice');
    await asBefore(t, dev, before.dev);
  },
);

await t.test('killed while the new ones are being proven, a roll comes to its goal', async (t) => {
  const roll = ['roll', 'production', 'v2', '--lock-wait', '40'];
  t.equal(await killedAt(production, roll, /^roll +waits for .* to be proven/), SIGKILLED, 'it is killed');
  const { exit, said } = await production.bakeroll(...roll);
  t.equal(exit, 0, 'it is done', { said });
  t.equal(launchedOn(production), 3, 'nothing was launched twice');
  await asBefore(t, production, before.production);
});

await t.test('a roll that is told to leave leaves the group at rest, and the lease free', async (t) => {
  const start = await groupOf(production);
  const command = production.begin(['roll', 'production', 'v1'], (line) => {
    if (/^roll +waits for .* to be proven/.test(line)) command.process.kill('SIGTERM');
  });
  const { exit, said } = await command.ended;
  t.equal(exit, 143, 'its exit code names the signal', { said });
  t.match(
    said,
    /^✖ roll-paused {2}\(exit 143\)\n[^]*^ {2}Next {4}bakeroll resume production r-[0-9a-f]{8} /m,
    'it says how to go on',
  );
  const rest = await groupOf(production);
  t.equal(rest.templateVersion, start.templateVersion, 'what the group launches by itself is what is proven');
  t.equal(rest.grace, start.grace, 'what was set is put back');
  t.strictSame(
    rest.suspended,
    ['AZRebalance'],
    'but for what would end one that serves, the zones being uneven',
  );
  t.equal(rest.instances, 6, 'the new ones are left');

  const crowd = await Promise.all(
    Array.from({ length: 5 }, () => production.bakeroll('roll', 'production', 'v1')),
  );
  const [again, ...others] = crowd.toSorted((a, b) => a.exit - b.exit);
  t.equal(again?.exit, 0, 'it is done', { said: again?.said });
  t.match(again?.said, /^roll +takes up r-/m, 'the same command goes on, and at once');
  for (const { exit, said } of others)
    t.match([exit, said], [4, /is driven by \S+/], 'of those that were typed at once one drives');
  const end = await groupOf(production);
  t.match(end, { instances: 3, suspended: start.suspended, min: start.min }, 'to the end');
});

await onDev;
await t.test('nobody noticed anything of it', async (t) => {
  const reports = await Promise.all(traffic.map((one) => one.stop()));
  for (const { requests } of reports) {
    t.not(requests.length, 0, 'there were requests');
    t.strictSame(failuresAmong(requests), [], 'no request failed');
  }
  t.equal(dev.leastHealthySince(quiet), 3, 'three were asked for, and three served at every instant');
  t.equal(production.leastHealthySince(quiet), 3, 'in both');
});

function startTrafficOn({ url }: Environment): Promise<Traffic> {
  return startTraffic({ address: new URL(url).hostname, port: 80, path: '/', rate: 50 });
}

/** Runs it and kills it as soon as it says that. @returns its exit */
async function killedAt(environment: Environment, words: readonly string[], moment: RegExp): Promise<number> {
  const command = environment.begin(words, (line) => {
    if (moment.test(line)) command.process.kill('SIGKILL');
  });
  return (await command.ended).exit;
}

/** Runs it and stops it as soon as it says that: the process is there still, and does nothing. */
async function stoppedAt(
  environment: Environment,
  words: readonly string[],
  moment: RegExp,
): Promise<Command> {
  const stopped = Promise.withResolvers<undefined>();
  const command = environment.begin(
    words,
    (line) => {
      if (moment.test(line) && command.process.kill('SIGSTOP')) stopped.resolve(undefined);
    },
    { AWS_SDK_UA_APP_ID: 'sleeper' },
  );
  await Promise.race([stopped.promise, command.ended]);
  return command;
}

/** At most the one call that was on the wire lands; then it sees that another one has its lease. */
async function wakesTooLate(t: Test, sleeper: Command): Promise<void> {
  const woken = Date.now();
  sleeper.process.kill('SIGCONT');
  const { exit, said } = await sleeper.ended;
  t.equal(exit, 11, 'the one that was stopped sees that it drives no more', { said });
  const calls = stage.events().filter((event) => event.type === 'request' && event.app === 'sleeper');
  t.not(calls.length, 0, 'its calls are told apart');
  const late = calls.filter((event) => event.type === 'request' && event.write && event.at >= woken);
  t.ok(late.length <= 1, 'and does nothing but what was on the wire', { late });
}

/** How many instances its group began to launch under the traffic. */
function launchedOn({ group }: Environment): number {
  const launched = stage
    .events()
    .filter((event) => event.type === 'member' && event.group === group && event.lifecycle === 'Pending');
  return launched.filter(({ at }) => at >= quiet).length;
}

/** The group's settings are what they were, and its release is another. */
async function asBefore(t: Test, environment: Environment, before: GroupNow): Promise<void> {
  const { templateVersion, versions, tags: served, ...settings } = before;
  const now = await groupOf(environment);
  t.match(now, settings, 'every setting is what it was');
  t.equal(now.templateVersion, String(Number(templateVersion) + 1), 'but for the template version');
  t.strictSame(now.versions, [...versions, Number(templateVersion) + 1], 'one version was made, once');
  t.strictSame(Object.keys(now.tags), Object.keys(served), 'of the tags one stays');
}
