import t from 'tap';
import { recordsIn } from '../../demo/bakeroll.ts';
import { answersByRelease, failuresAmong, type Request } from '../../demo/traffic/report.ts';
import { startTraffic } from '../../demo/traffic/traffic.ts';
import { groupNow } from './group.ts';
import { startStage } from './stage.ts';
import { setTrap } from './trap.ts';

/** Between the tests there are waits, which would be taken for the end. */
t.plan(9);

const trap = await setTrap(t);
const stage = await startStage(t, 'test-release', trap.variables);
const dev = await stage.makeEnvironment('dev', 'nl');
const group = () => groupNow(stage.cloud, dev.group);
const began = await group();

await t.test('an environment that has never served gets its first release', async (t) => {
  stage.commit('v1');
  const { exit, answer, said } = await dev.bakeroll('release', 'dev');
  t.equal(exit, 0, 'it is done', { said });
  t.match(
    answer,
    /^v1 serves on dev: 3 of 3 on v1 healthy; desired 3, minimum 0, maximum 6\./,
    'it says what serves now',
  );
  t.equal(await greeting(dev.url), 'Hallo from dev', 'it speaks to its database, in its own language');
  const { tags, ...now } = await group();
  const { tags: none, ...before } = began;
  t.strictSame([Object.keys(none), Object.keys(tags)], [[], ['bakeroll:served']], 'of the tags one stays');
  t.strictSame(
    now,
    { ...before, desired: 3, instances: 3, templateVersion: '2', versions: [1, 2] },
    'of the settings nothing stays but the size and the version',
  );
});

const traffic = await startTraffic({ address: new URL(dev.url).hostname, port: 80, path: '/', rate: 200 });
const quiet = Date.now();

await t.test('a release is rolled, and every setting is put back', async (t) => {
  const { tags: served, ...before } = await group();
  t.match(served, { 'bakeroll:served': /^v1 ami-/ }, 'the group says what served first');
  stage.commit('v2');
  const run = await dev.bakeroll('release', 'dev');
  t.equal(run.exit, 0, 'it is done', run);
  t.match(run.said, /^migrate +expand\/0002_closing applied in \d+ ms$/m, 'its new migration is applied');
  const { tags, ...now } = await group();
  t.match(
    tags,
    { 'bakeroll:served': /^v2 ami-[0-9a-f]{17} r-[0-9a-f]{8}, v1$/ },
    'the group says what served, and before',
  );
  t.strictSame(now, { ...before, templateVersion: '3', versions: [1, 2, 3] }, 'nothing else is left');
  t.match(await statusOf('dev'), { serves: { release: 2 }, group: { desired: 3 } }, 'status says so');
});

await t.test('a release that is never healthy goes back by itself, and says so', async (t) => {
  const before = await group();
  stage.commit('v3');
  const { exit, answer, said } = await dev.bakeroll('release', 'dev');
  t.equal(exit, 8, 'its exit code tells', { said });
  t.equal(answer, '', 'there is no answer but the error');
  const error = said.slice(said.indexOf('✖'));
  t.match(
    error,
    new RegExp(
      [
        '^✖ roll-went-back {2}\\(exit 8\\)',
        ' {2}What {4}The roll r-[0-9a-f]{8} to v3 went back: 3 new instances were bad, [^]*',
        ' {2}Why {5}likely: i-[0-9a-f]{17} said\n[^]*HELLO_MOOD[^]*',
        ' {2}State {3}3 of 3 on v2 healthy; desired 3, minimum 0, maximum 6\\.',
        ' {2}Next {4}mend it, then bakeroll release dev\n$',
      ].join('\n'),
    ),
    'What, Why, State and Next',
  );
  t.strictSame(await group(), before, 'the group is what it was, its tags and template versions too');
  t.match(
    await statusOf('dev'),
    { serves: { release: 2 }, lastRoll: { standing: { at: 'went-back' } } },
    'status says so',
  );
});

await t.test('a rollback brings an earlier release back, and freezes the environment', async (t) => {
  const { exit, said } = await dev.bakeroll('rollback', 'dev', 'v1', '--message', 'customers complain');
  t.equal(exit, 0, 'it is done', { said });
  t.match(await statusOf('dev'), { serves: { release: 1 }, frozen: {} }, 'status says so');
  for (const words of [
    ['release', 'dev'],
    ['roll', 'dev', 'v2'],
  ]) {
    const refused = await dev.bakeroll(...words);
    t.equal(refused.exit, 4, `${words[0]} is refused`, refused);
    t.match(
      refused.said,
      /dev is frozen since the rollback[^]*bakeroll unlock dev/,
      'it says why, and what lifts it',
    );
    t.notMatch(refused.said, /^(package|bake) /m, 'and nothing was built for it');
  }
  t.equal((await dev.bakeroll('roll', 'dev', 'v1')).exit, 0, 'what serves already is not refused');
});

const load = await traffic.stop();

await t.test('nobody noticed anything of it', (t) => {
  t.strictSame(failuresAmong(load.requests), [], 'no request failed');
  const ends = [load.requests.slice(0, 100), load.requests.slice(-100)].map(releasesIn);
  t.strictSame(ends, [['1.0.0'], ['1.0.0']], 'v1 answered first, and again in the end');
  t.strictSame(releasesIn(load.requests), ['1.0.0', '2.0.0'], 'v3 answered nobody');
  t.equal(dev.leastHealthySince(quiet), 3, 'three were asked for, and three served at every instant');
  t.end();
});

await t.test('history tells all of it, to people and to programs', async (t) => {
  const { answer } = await dev.bakeroll('history', 'dev');
  const [title, heads, ...lines] = answer.trimEnd().split('\n');
  const rows = lines.filter((line) => line.startsWith('r-'));
  const evidence = lines.filter((line) => !line.startsWith('r-'));
  t.match([title, heads], ['dev', /^ROLL +RELEASE +OUTCOME +CHANGE +BY +WHEN +TOOK$/], 'a table');
  const newestFirst = [
    /^r-\S+ +v1 +served +rollback from v2: customers complain /,
    /^r-\S+ +v3 +went back \(exit 8\) +hello v3 /,
    /^r-\S+ +v2 +served +hello v2 /,
    /^r-\S+ +v1 +served +hello v1 /,
  ];
  t.match(rows, newestFirst, 'the newest first, each with what came of it');
  t.equal(rows.length, newestFirst.length, 'what was refused is no roll');
  const bad = /^ {2}evidence {2}of r-\w+: i-\w+, i-\w+, i-\w+$/;
  const files = [0, 1, 2].map(() => /^ +less \/.*\/i-\w+\.txt$/);
  t.match(evidence, [bad, ...files], 'and what is known of the bad instances of v3');
  t.match(
    await recordOf('history', 'dev'),
    {
      environment: 'dev',
      rolls: [
        { release: 1, kind: 'rollback', from: 2, standing: { exit: 0 } },
        { release: 3, kind: 'roll', from: 2, standing: { exit: 8 } },
        { release: 2, kind: 'roll', from: 1, standing: { exit: 0 } },
        { release: 1, kind: 'roll', standing: { exit: 0 } },
      ],
    },
    'the same for programs',
  );
});

await t.test('the same image serves in another environment, with what is its own there', async (t) => {
  const production = await stage.makeEnvironment('production', 'pt');
  const early = await production.bakeroll('roll', 'production', 'v1');
  t.equal(early.exit, 7, 'without its migrations it is refused', early);
  t.match(early.said, /migrations-pending[^]*0001_greeting[^]*bakeroll migrate production v1/, 'by name');
  const migrated = await production.bakeroll('migrate', 'production', 'v1');
  t.equal(migrated.exit, 0, 'a command of its own applies them', migrated);
  const { exit, said } = await production.bakeroll('roll', 'production', 'v1');
  t.equal(exit, 0, 'it is done', { said });
  t.notMatch(said, /^(package|bake) /m, 'nothing is built');
  t.equal(await greeting(production.url), 'Olá from production', 'it has settings of its own');
  t.equal(await greeting(dev.url), 'Hallo from dev', 'and so has the other one');
  const images = await Promise.all(['dev', 'production'].map(imagesOn));
  t.equal(images[0]?.length, 1, 'there are instances');
  t.strictSame(images[0], images[1], 'every instance of both is of one image');
});

await t.test('once unlocked, a commit that was released before is released as it is', async (t) => {
  const unlocked = await dev.bakeroll('unlock', 'dev', '--message', 'it was not v2');
  t.equal(unlocked.exit, 0, 'it is unlocked', unlocked);
  stage.checkOut('v2');
  const { exit, answer, said } = await dev.bakeroll('release', 'dev');
  t.equal(exit, 0, 'it is done', { said });
  t.match(answer, /^v2 serves on dev/, 'it has its number still');
  t.match(said, /^bake +ami-\S+ is release v2 already$/m, 'it is not baked again');
});

await t.test('somebody’s own AWS settings lead no command and no child of one elsewhere', async (t) => {
  t.equal(trap.caught(), 0, 'nobody came');
  await t.rejects(trap.walkInto(), 'who obeys them gets no answer');
  t.not(trap.caught(), 0, 'but is seen');
});

function releasesIn(requests: readonly Request[]): string[] {
  return [...answersByRelease(requests).keys()];
}

async function greeting(url: string): Promise<unknown> {
  const answer = (await (await fetch(url)).json()) as { readonly greeting: string };
  return answer.greeting;
}

async function statusOf(environment: string) {
  return recordOf('status', environment);
}

async function recordOf(command: string, environment: string) {
  const { answer } = await dev.bakeroll(command, environment, '--json');
  return recordsIn(answer).find(({ type }) => type === command) ?? {};
}

async function imagesOn(environment: string): Promise<string[]> {
  const { group: seen } = (await statusOf(environment)) as { group?: { instances: { image: string }[] } };
  return [...new Set(seen?.instances.map(({ image }) => image))];
}
