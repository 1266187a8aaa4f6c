import { join } from 'node:path';
import t from 'tap';
import { findRelease } from '../../release/find.ts';
import { plan } from '../../release/plan.ts';
import { rollTo } from '../../release/release.ts';
import { refuseStale } from '../../release/stale.ts';
import { called, configOf, recordsOf } from '../cli/called.ts';
import { place } from './place.ts';

const at = await place(t);
const config = await configOf(t, at.config);
const file = join(t.testdir({}), 'plan.json');
const bakeroll = (...words: string[]) => called(...words, '-c', config);

// Time stands still here but for a roll: so the region's allowance of requests is filled up by hand.
t.beforeEach(() => at.model.clock.pass(60));

/** Rolls as the plan in hand says, if it fits. */
async function roll(target: string, kind: 'roll' | 'rollback' = 'roll') {
  const session = at.session();
  const release = await findRelease(session, target);
  const { planned } = await plan(session, { kind, target });
  const check = () => refuseStale(session, planned, planned);
  return rollTo(session, { release, kind, why: undefined, check });
}

t.test('where nothing was rolled there is nothing to go back to', async (t) => {
  t.match(await bakeroll('plan', 'dev', '--rollback'), { exit: 3, err: /nothing-to-roll-back-to/ });
  t.match(await bakeroll('plan', 'dev', '--same'), { exit: 3, err: /Nothing was ever proven on dev/ });
});

t.test('the plan of a rollback says where it goes, and what a rollback does not do', async (t) => {
  await roll(at.image('first'));
  await roll(at.image('second'));
  const policy = ['--canary', '1', '--soak', '10m', '--keep-warm', '1h', '--samples', '4'];
  const { exit, out } = await bakeroll('plan', 'dev', '--rollback', ...policy, '--out', file);
  t.equal(exit, 0);
  t.match(out, /^Plan [0-9a-f]{12} {2}dev: rollback v2 -> v1\n/);
  t.match(out, /stays +the schema: a rollback undoes no migration/);
  t.match(out, /then +dev is frozen: no release or roll until bakeroll unlock dev/);
  t.match(out, /samples 4 \(flag\)/);
  t.notMatch(out, /canary 1|soak 10m|keep_warm 1h/, 'they are not for a rollback');
  t.match(out, /0:00 {2}sets the template to version 4\b/, 'its goal was proven here');
  t.notMatch(out, /moves/);
  t.match(out, /launches 1 in .*, 1 in /);
  t.match(out, /about \d+ reads and \d+ writes to AWS; at most \d+ writes\n/);
  t.match(out, new RegExp(`Next: bakeroll rollback dev --apply ${file}\n$`));
  const named = await bakeroll('plan', 'dev', 'v1', '--rollback', '--json', ...policy);
  const [, { digest, kind }] = recordsOf(named) as [unknown, { digest: string; kind: string }];
  t.equal(kind, 'rollback');
  t.ok(out.startsWith(`Plan ${digest.slice(0, 12)}`), 'named or not, it is the same');
  const [, forward] = recordsOf(await bakeroll('plan', 'dev', 'v1', '--json', ...policy));
  t.not(forward?.['digest'], digest, 'a roll to that release is another plan');
});

t.test('a plan is rolled by the command that it is of', async (t) => {
  t.match(await bakeroll('roll', 'dev', '--apply', file), {
    exit: 2,
    err: /is the plan of a rollback.*\n.*\n.*bakeroll rollback dev --apply/,
  });
  t.match(await bakeroll('rollback', 'dev', 'v1', '--apply', file), { exit: 2, err: /not to v1/ });
  t.match(await bakeroll('rollback', 'dev', '--apply', file, '--surge', '1'), {
    exit: 2,
    err: /by the flags that the plan was made with/,
  });
  t.match(await bakeroll('plan', 'dev', '--rollback', '--same'), { exit: 2, err: /--same is for/ });
  t.match(await bakeroll('plan', 'dev', '--rollback', '--template', '3'), { exit: 2, err: /--template is/ });
});

t.test('a rollback is refused where its plan fits no more', async (t) => {
  const sizes = (MaxSize: number) =>
    at.call('autoscaling', 'UpdateAutoScalingGroup', { AutoScalingGroupName: 'web', MaxSize });
  await sizes(5);
  t.match(await bakeroll('rollback', 'dev', '--apply', file), {
    exit: 5,
    err: /groups.web.settings.max was 4, and is 5.*\n.*\n.*bakeroll plan dev --rollback --out FILE/,
  });
  await sizes(4);
});

t.test('a plan of the same is not told that it is there already', async (t) => {
  t.match((await bakeroll('plan', 'dev', 'v2')).out, /v2 is on dev already: nothing to do/);
  const { exit, out } = await bakeroll('plan', 'dev', '--same');
  t.equal(exit, 0);
  t.match(out, /dev: v2 -> v2\n[\s\S]*same +every instance is replaced, the image stays/);
  t.match(out, /ends 2, draining each first[\s\S]*Next: bakeroll roll dev --same\n$/);
  t.match(await bakeroll('plan', 'dev', 'v2', '--same'), {
    exit: 2,
    err: /goes to what serves, and not to v2/,
  });
  const session = at.session();
  const same = await plan(session, { kind: 'roll', same: true });
  t.not(same.digest, (await plan(session, { kind: 'roll', target: 'v2' })).digest);
});

t.test('a plan with a version of the template that was named looks at that one', async (t) => {
  const made: { LaunchTemplateVersion?: { VersionNumber?: number } } = await at.call(
    'ec2',
    'CreateLaunchTemplateVersion',
    {
      ...{ LaunchTemplateId: at.service.templateId, SourceVersion: '1' },
      LaunchTemplateData: { InstanceType: 'm6g.large' },
    },
  );
  const version = made.LaunchTemplateVersion?.VersionNumber ?? 0;
  t.match(await bakeroll('plan', 'dev', '--same', '--template', '99'), {
    exit: 3,
    err: /There is no version 99 of the template/,
  });
  t.match(await bakeroll('plan', 'dev', '--same', '--template', 'x'), { exit: 2 });
  const { exit, out } = await bakeroll('plan', 'dev', '--same', '--template', String(version));
  t.match(out, new RegExp(`template +the new version is made from version ${version} of it\n`));
  t.match(
    out,
    /cannot be launched in eu-test-1a,\s+eu-test-1b: Inv/,
    'one reason for both zones is said once',
  );
  t.match(out, /✖ instance types m6g.large is arm64, and ami-\S+ is x86_64/, 'and not at the type of today');
  t.equal(exit, 3);
});

t.test('after the rollback the plan of another says that it is there, and what goes further', async (t) => {
  t.match(await roll('v1', 'rollback'), { exit: 0 });
  t.match(await bakeroll('plan', 'dev', '--rollback'), {
    exit: 0,
    out: /dev stands at v1 already: nothing to do/,
  });
  t.match((await bakeroll('plan', 'dev', 'v2')).out, /✖ dev is frozen since the rollback/);
  const again = await bakeroll('plan', 'dev', 'v2', '--rollback');
  t.equal(again.exit, 0, 'a freeze is not for rollbacks');
});

t.test('a plan with a pause says for how many it waits, and no bound that it would break', async (t) => {
  const steps = ['--steps', '50%:10m,75%:pause', '--canary', '1', '--canary-soak', '10m'];
  const { out } = await bakeroll('plan', 'dev', at.image('third'), '--template', '1', ...steps);
  t.match(out, /the canary is passed, and soaks 10 min\n/);
  t.match(out, /as long as\s+people\s+take\s+\(1 pause\)/);
  t.match(out, /calls +about \d+ reads and \d+ writes to AWS\n/);
  t.match(out, /target +ami-\S+ third, which gets its/);
  t.notOk(
    out.split('\n').some((line) => line.length > 80 && !line.startsWith('Next')),
    'nothing is wider than a terminal',
  );
});
