import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { makeService } from '../../region/simulated/service.ts';
import { findRelease } from '../../release/find.ts';
import { isPossible, plan, type PlanOrder } from '../../release/plan.ts';
import type { Session } from '../../release/session.ts';
import { rollTo } from '../../release/release.ts';
import { refuseStale } from '../../release/stale.ts';
import { called, configOf, recordsOf } from '../cli/called.ts';
import { place } from './place.ts';

const at = await place(t);
const config = await configOf(t, at.config);
const target = at.image('new');
const NAME = { AutoScalingGroupName: 'web' };
const file = join(t.testdir({}), 'plan.json');

// Time stands still here but for a roll: so the region's allowance of requests is filled up by hand.
t.beforeEach(() => at.model.clock.pass(60));

const planOf = (session: Session, target: string, order: Partial<PlanOrder> = {}) =>
  plan(session, { kind: 'roll', target, ...order });

/** What bakeroll itself asked to be changed. */
function writes(): string[] {
  return at.model.events.flatMap((event) =>
    event.type === 'request' && event.write && event.caller === at.model.accessKey ? [event.action] : [],
  );
}

t.test('a plan says what a roll would do, and changes nothing', async (t) => {
  const { exit, out } = await called('plan', 'dev', target, '--surge', '1', '-c', config, '--out', file);
  t.equal(exit, 0);
  const flat = out.replaceAll(/\s+/g, ' ');
  t.match(out, /^Plan [0-9a-f]{12} {2}dev: nothing was ever proven here -> ami-/);
  t.match(flat, /desired 2 \(minimum 0, maximum 4\); 2 asked for, at least 2 serving, at most 3 at once/);
  t.match(flat, /surge 1 \(flag\), max fit, .*samples 3 \(group\), soak 10s \(config\), tick 5s/);
  t.match(out, /✔ image +ami-\S+ \(new\) of 136693071363/);
  t.match(out, /⚠ health +its health check is EC2/);
  t.match(out, /0:00 {2}launches 1 in eu-test-1[ab]\n/);
  t.match(flat, /from launch to healthy is a guess: no launch here is known/);
  t.match(out, /about \d+ reads and \d+ writes to AWS; at most \d+ writes\n/);
  t.match(out, new RegExp(`Nothing has been changed.\nNext: bakeroll roll dev --apply ${file}\n$`));
  t.same(
    writes().filter((action) => action !== 'RunInstances'),
    [],
    'a dry run of a launch is no write',
  );
  const { ledger } = at.session();
  t.same(await ledger.facts({ environment: 'dev' }), [], 'not even the image got a number');
  t.equal(await ledger.holder('dev'), undefined);
});

t.test('the same fleet, policy and target have the same digest; any other has another', async (t) => {
  const { digest } = await planOf(at.session(), target);
  t.equal((await planOf(at.session(), target)).digest, digest);
  t.not((await planOf(at.session({ samples: 4 }), target)).digest, digest);
  t.not((await planOf(at.session(), at.image('other'))).digest, digest);
});

t.test('for programs it is one record', async (t) => {
  const came = await called('plan', 'dev', target, '--json', '-c', config);
  t.equal(came.exit, 0);
  const [, record] = recordsOf(came);
  t.match(record, {
    type: 'plan',
    possible: true,
    digest: /^[0-9a-f]{64}$/,
    target: { image: target },
    groups: [
      {
        group: 'web',
        sizes: { desired: 2, asked: 2, floor: 2, surge: 2 },
        policy: [{ key: 'surge', value: '100%', from: 'default' }],
        checks: [{ check: 'group kind', findings: [{ kind: 'fine' }] }],
        expected: { outcome: 'done' },
      },
    ],
  });
});

t.test('each group of an environment is planned, in the order written', async (t) => {
  await makeService(at.call, { name: 'workers', imageId: at.old, max: 2, desired: 1, interval: 5 });
  const session = at.session();
  const environment = { ...session.environment, groups: [{ name: 'web' }, { name: 'workers' }] };
  const both = await planOf({ ...session, environment }, target);
  t.match(both.groups, [
    { group: 'web', sizes: { asked: 2 }, rehearsal: { outcome: { kind: 'done' } } },
    { group: 'workers', sizes: { asked: 1 }, rehearsal: { outcome: { kind: 'done' } } },
  ]);
  const unknown = { ...session.environment, groups: [{ name: 'web' }, { name: 'wokers' }] };
  const other = await planOf({ ...session, environment: unknown }, target);
  t.notOk(isPossible(other), 'one that is not there stands in the way of all');
  t.not(other.digest, both.digest);
});

t.test('a plan that could not be rolled is exit 3, and says all that stands in the way', async (t) => {
  await at.call('autoscaling', 'SuspendProcesses', { ...NAME, ScalingProcesses: ['Terminate'] });
  const { exit, out } = await called('plan', 'dev', target, '--surge', '0', '-c', config);
  await at.call('autoscaling', 'ResumeProcesses', { ...NAME, ScalingProcesses: ['Terminate'] });
  t.equal(exit, 3);
  t.match(out, /✖ capacity +surge is 0/);
  t.match(out, /✖ processes +Terminate is suspended/);
  t.match(out, /2 problems stand in its way \(exit 3\). Nothing has been changed/);
  t.notMatch(out, /steps\n/);
});

t.test('a plan is rolled by nothing beside it', async (t) => {
  const apply = (...words: string[]) => called('roll', 'dev', ...words, '-c', config);
  t.match(await apply('--apply', file, '--surge', '2'), {
    exit: 2,
    err: /by the flags that the plan was made/,
  });
  t.match(await apply(target, '--apply', file), { exit: 2, err: /the plan's own target/ });
  t.match(await apply(), { exit: 2, err: /roll takes a target/ });
  t.match(await apply('--apply', `${file}.not`), { exit: 2, err: /There is no / });
  const changed = `${file}.changed`;
  const edited = async (from: string, to: string) => {
    await writeFile(changed, (await readFile(file, 'utf8')).replace(from, to));
    return apply('--apply', changed);
  };
  t.match(await edited('"desired": 2', '"desired": 3'), { exit: 2, err: /its digest is another one/ });
  t.match(await edited('"samples": 3', '"samples": "3"'), {
    exit: 2,
    err: /was changed after bakeroll wrote it \(planned.groups.web.policy.samples: /,
  });
  t.match(await edited('"same": false', '"same": false, "force": true'), { exit: 2, err: /"force"/ });
  t.match(await edited('"environment": "dev"', '"environment": "prod"'), { exit: 2 });
  t.match(await edited('{', '['), { exit: 2, err: /is no plan that bakeroll wrote/ });
});

t.test('a plan that another bakeroll wrote is made again, and not rolled', async (t) => {
  const other = `${file}.other`;
  const text = await readFile(file, 'utf8');
  const said = {
    exit: 5,
    err: /plan-stale .*\n.*was written by bakeroll .*, and this is .*: it may roll otherwise/,
  };
  for (const [from, to] of [
    [/"bakeroll": ".*"/, '"bakeroll": "0.0.9"'],
    [/"format": \d+/, '"format": 99'],
    [/"format": \d+,\s*"bakeroll": ".*"/, '"bakeroll": 1'],
  ] as const) {
    await writeFile(other, text.replace(from, to));
    t.match(await called('roll', 'dev', '--apply', other, '-c', config), said, to);
  }
});

t.test('a plan that fits no more is refused, with what is different', async (t) => {
  await at.call('autoscaling', 'UpdateAutoScalingGroup', { ...NAME, MaxSize: 5 });
  const came = await called('roll', 'dev', '--apply', file, '-c', config);
  t.equal(came.exit, 5);
  t.match(came.err, /plan-stale .*\n.*groups.web.settings.max was 4, and is 5/);
  const other = await configOf(t, at.config.replace('10s', '20s'));
  await at.call('autoscaling', 'UpdateAutoScalingGroup', { ...NAME, MaxSize: 4 });
  t.match(await called('roll', 'dev', '--apply', file, '-c', other), {
    exit: 5,
    err: /groups.web.policy.soak was 10000, and is 20000/,
  });
  const facts = await at.session().ledger.facts({ environment: 'dev' });
  t.notOk(
    facts.some(({ fact }) => fact.type === 'roll-began'),
    'and no roll was begun',
  );
});

t.test('a plan that fits is rolled exactly so, and the next knows how long it takes', async (t) => {
  const session = at.session({ surge: { count: 1 } });
  const { planned } = await planOf(session, target);
  const release = await findRelease(session, target);
  const check = () => refuseStale(session, planned, planned);
  const { outcome } = await rollTo(session, { release, kind: 'roll', why: undefined, check });
  t.match(outcome, { kind: 'done', left: [] });
  await t.rejects(check(), { code: 'plan-stale', what: /groups.web.instances was / }, 'it fits once');
  const again = await planOf(session, `v${release.release}`);
  t.match(again, { already: true, serves: { release: release.release }, target: { name: 'v1' } });
  t.ok(isPossible(again));
  t.match(again.groups[0]?.boot, { known: 2 });
  t.ok((again.groups[0]?.boot.takes ?? 0) < 60_000, 'by the clock of the ledger');
  const { out } = await called('plan', 'dev', '-c', config);
  t.match(out, /v1 is on dev already: nothing to do/, 'the newest release, where none is named');
});
