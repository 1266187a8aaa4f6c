import {
  DescribeAutoScalingGroupsCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CreateLaunchTemplateVersionCommand,
  DescribeLaunchTemplateVersionsCommand,
} from '@aws-sdk/client-ec2';
import t from 'tap';
import { status } from '../../ledger/folds/status.ts';
import { abortRoll, pauseRoll, resumeRoll } from '../../release/move.ts';
import { rollTo } from '../../release/release.ts';
import type { Session } from '../../release/session.ts';
import { testServer } from '../postgres.ts';
import { stand } from './stand.ts';

t.setTimeout(180_000);
const server = await testServer(t);

/** A roll to v1 that anna drives, and that is told to the test once it has launched. */
async function underWay(t: import('tap').Test, overrides: Session['overrides'] = {}) {
  const place = await stand(t, await server.database());
  const release = await place.release(1);
  const anna = await place.session('anna', { overrides });
  const rolled = rollTo(anna, { release, kind: 'roll', why: undefined });
  await until(async () => (await factsOf(anna)).includes('launched'));
  return { ...place, place, anna, release, rolled };
}

async function factsOf({ ledger, name }: Session): Promise<string[]> {
  const facts = await ledger.facts({ environment: name });
  return facts.map(({ fact }) => (fact.type === 'roll-fact' ? fact.fact.type : fact.type));
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resume) => setTimeout(resume, 5));
}

t.test(
  'pause: the driver rests with 12, pause ends well, others are told to resume or abort, and resume ends the roll',
  async (t) => {
    const { place, anna, rolled, session, release, group } = await underWay(t);
    const ben = await session('ben');
    const moved = await pauseRoll(await place.waiting('ben'), undefined);
    t.match(moved, {
      kind: 'ended',
      roll: {
        standing: { at: 'unfinished', exit: 12, rests: { because: 'ben paused it', onPurpose: true } },
      },
    });
    t.match(await rolled, { exit: 12, outcome: { kind: 'paused', onPurpose: true } });
    t.match(await pauseRoll(ben, undefined), { kind: 'ended' }, 'typed twice it is so already');
    const id = moved.kind === 'ended' ? moved.roll.id : '';
    const another = await place.release(2);
    for (const to of [release, another]) {
      await t.rejects(rollTo(ben, { release: to, kind: 'roll', why: undefined }), {
        code: 'resting',
        what: `The roll ${id} to v1 rests on dev on purpose: ben paused it.`,
        next: `bakeroll resume dev ${id}   goes on; bakeroll abort dev ${id}   goes back`,
      });
    }
    t.match(await resumeRoll(await session('cleo'), id), { kind: 'drove', rolled: { exit: 0, roll: id } });
    t.match(status(await anna.ledger.facts({ environment: 'dev' })), { serves: { release: 1 } });
    t.ok((await group()).images.every((one) => one === Object.values(release.image)[0]));
  },
);

t.test(
  'who cannot drive is told who does, and asks AWS nothing; only who takes over looks first',
  async (t) => {
    const { session, release } = await stand(t, await server.database());
    const to = await release(1);
    const anna = await session('anna');
    const lease = await anna.ledger.acquire('dev', { who: 'anna' });
    const nowhere = { place: { ...anna.place, endpoint: 'http://127.0.0.1:9' } };
    const ben = await session('ben', nowhere);
    await t.rejects(rollTo(ben, { release: to, kind: 'roll', why: undefined }), { code: 'held' });
    await t.rejects(rollTo(ben, { release: to, kind: 'rollback', why: undefined }), {
      code: 'region-unreachable',
    });
    t.equal((await anna.ledger.holder('dev'))?.token, lease.token, 'nobody was asked to give way for that');
    await lease.giveUp();
    await t.rejects(rollTo(ben, { release: to, kind: 'roll', why: undefined }), {
      code: 'region-unreachable',
    });
    t.strictSame(
      status(await anna.ledger.facts({ environment: 'dev' })).unfinished,
      undefined,
      'nothing began',
    );
    t.notOk((await factsOf(anna)).includes('asked'));
  },
);

t.test('abort: the driver goes back and ends with 8, and abort ends well', async (t) => {
  const { anna, rolled, waiting, group, release } = await underWay(t);
  const moved = await abortRoll(await waiting('ben'), undefined, false);
  t.match(moved, { kind: 'ended', roll: { standing: { at: 'went-back', exit: 8 } } });
  t.match(await rolled, { exit: 8, outcome: { kind: 'went-back', because: 'ben aborted it' } });
  t.notOk((await group()).images.includes(Object.values(release.image)[0] ?? ''));
  t.match(await abortRoll(anna, undefined, false), { kind: 'none' }, 'typed twice it is so already');
});

t.test('where nobody drives, pause and abort drive themselves', async (t) => {
  const { session, release, group } = await stand(t, await server.database()).then(async (place) => ({
    ...place,
    release: await place.release(1),
  }));
  const stop = new AbortController();
  const anna = await session('anna', { signal: stop.signal });
  const rolled = rollTo(anna, { release, kind: 'roll', why: undefined });
  await until(async () => (await factsOf(anna)).includes('launched'));
  stop.abort('SIGTERM');
  t.match(await rolled, { exit: 12, rests: { onPurpose: false } });
  t.match(await pauseRoll(await session('ben'), undefined), {
    kind: 'drove',
    rolled: { exit: 12, rests: { onPurpose: true } },
  });
  const aborted = await abortRoll(await session('cleo'), undefined, false);
  t.match(aborted, {
    kind: 'drove',
    rolled: { exit: 8, outcome: { kind: 'went-back', because: 'cleo aborted it', left: [] } },
  });
  t.notOk((await group()).images.includes(Object.values(release.image)[0] ?? ''));
});

t.test(
  'a rollback asks the driver to give way: that one leaves with 11, and the rollback drives on',
  async (t) => {
    const place = await stand(t, await server.database());
    const [first, second] = [await place.release(1), await place.release(2)];
    t.match(await rollTo(await place.session('anna'), { release: first, kind: 'roll', why: undefined }), {
      exit: 0,
    });
    const anna = await place.session('anna');
    const rolled = rollTo(anna, { release: second, kind: 'roll', why: undefined });
    await until(async () => (await factsOf(anna)).filter((type) => type === 'launched').length > 1);
    const ben = await place.session('ben');
    const back = await rollTo(ben, { release: first, kind: 'rollback', why: undefined });
    t.match(await rolled, { exit: 11, outcome: { kind: 'gave-way', because: 'it gave way to ben' } });
    t.match(back, { exit: 0, release: 1 });
    const { images } = await place.group();
    t.ok(images.length > 0 && images.every((image) => image === Object.values(first.image)[0]));
  },
);

t.test('a driver that does not hear is taken over, and what was in flight is said', async (t) => {
  const place = await stand(t, await server.database());
  const release = await place.release(1);
  const anna = await place.session('anna');
  // It holds the lease, has announced a launch, and says nothing more, as a process that was stopped.
  const lease = await anna.ledger.acquire('dev', { who: 'anna' });
  t.teardown(() => lease.giveUp());
  const began = {
    type: 'roll-began',
    kind: 'roll',
    release: 1,
    image: Object.values(release.image)[0] ?? '',
    by: 'anna',
    resolved: {},
  } as const;
  await lease.record(began, 'r-1');
  const { group } = place.made;
  const { cloud } = await place.fit();
  const seen = await cloud.observe(undefined);
  const { min, max, desired, grace, template, rebalanceSuspended } = seen.group;
  const baseline = { template, min, max, desired, grace, rebalanceSuspended, asked: desired };
  await lease.record({ type: 'roll-fact', group, fact: { type: 'baseline', baseline } }, 'r-1');
  await lease.record(
    {
      type: 'roll-fact',
      group,
      fact: { type: 'launching', attempt: 0, zone: 'a', subnet: 's', count: 2, version: 9 },
    },
    'r-1',
  );
  const ben = await place.session('ben', { takeOver: true });
  const moved = await abortRoll(ben, 'r-1', false);
  t.match(moved, { kind: 'drove', rolled: { outcome: { kind: 'went-back', because: 'ben aborted it' } } });
  t.ok(
    place.said.includes(
      'ben: the launch of 2 of version 9 in a was in flight when the last driver was seen; waits a tick',
    ),
  );
  await t.rejects(lease.record({ type: 'step-began', step: 'roll' }, 'r-1'), { code: 'lease-lost' });
});

t.test('a roll that nobody knows, or that has ended, is said', async (t) => {
  const place = await stand(t, await server.database());
  const anna = await place.session('anna');
  t.match(await resumeRoll(anna, undefined), { kind: 'none' });
  await t.rejects(resumeRoll(anna, 'r-9'), { code: 'target-unknown', what: 'There is no roll r-9 of dev.' });
  const { roll } = await rollTo(anna, { release: await place.release(1), kind: 'roll', why: undefined });
  t.match(await resumeRoll(anna, roll), { kind: 'ended', roll: { standing: { at: 'proven' } } });
});

t.test(
  'a stranger sets another template: the roll rests, and goes on from that one with --force alone',
  async (t) => {
    const { place, anna, rolled, session, release, made, model } = await underWay(t, { soak: 600_000 });
    const { autoscaling, ec2 } = model;
    const groupNow = async () => {
      const command = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [made.group] });
      return (await autoscaling.send(command)).AutoScalingGroups?.[0];
    };
    const template = (await groupNow())?.LaunchTemplate?.LaunchTemplateId ?? '';
    const theirs = await ec2.send(
      new CreateLaunchTemplateVersionCommand({
        LaunchTemplateId: template,
        SourceVersion: '1',
        LaunchTemplateData: { InstanceType: 't3.large' },
      }),
    );
    // Around a launch the group is on the new version for a moment.
    await until(async () => (await groupNow())?.LaunchTemplate?.Version === '1');
    const Version = String(theirs.LaunchTemplateVersion?.VersionNumber);
    const theirTemplate = { LaunchTemplateId: template, Version };
    await autoscaling.send(
      new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: made.group, LaunchTemplate: theirTemplate }),
    );
    t.match(await rolled, { exit: 12, outcome: { because: /by somebody else/, onPurpose: false } });
    t.equal((await groupNow())?.LaunchTemplate?.Version, Version, 'never overwritten');
    t.match(await resumeRoll(await session('ben'), undefined), { kind: 'drove', rolled: { exit: 12 } });
    t.match(await resumeRoll(await session('ben'), undefined, true), {
      kind: 'drove',
      rolled: { exit: 0, outcome: { left: [] } },
    });
    const now = await groupNow();
    const type = await ec2.send(
      new DescribeLaunchTemplateVersionsCommand({
        LaunchTemplateId: template,
        Versions: [now?.LaunchTemplate?.Version ?? ''],
      }),
    );
    t.match(type.LaunchTemplateVersions?.[0]?.LaunchTemplateData, { InstanceType: 't3.large' });
    t.match(status(await anna.ledger.facts({ environment: 'dev' })), { serves: { release: 1 } });
    t.ok((await place.group()).images.every((one) => one === Object.values(release.image)[0]));
  },
);

t.test(
  'the same release with another version of the template is a roll of its own, and takes the unfinished one over',
  async (t) => {
    const { session, release, made, model, ...place } = await stand(t, await server.database());
    const stop = new AbortController();
    const anna = await session('anna', { signal: stop.signal });
    const target = await release(1);
    const rolled = rollTo(anna, { release: target, kind: 'roll', why: undefined });
    await until(async () => (await factsOf(anna)).includes('launched'));
    stop.abort('SIGTERM');
    const { roll } = await rolled;
    const { template } = (await (await place.fit()).cloud.observe(undefined)).group;
    const { LaunchTemplateVersion: larger } = await model.ec2.send(
      new CreateLaunchTemplateVersionCommand({
        ...{ LaunchTemplateId: template.id, SourceVersion: '1' },
        LaunchTemplateData: { InstanceType: 't3.large' },
      }),
    );
    const base = larger?.VersionNumber ?? 0;
    const again = await rollTo(await session('ben'), { release: target, kind: 'roll', why: undefined, base });
    t.match(again, { exit: 0, release: 1 });
    t.not(again.roll, roll);
    const { AutoScalingGroups: [now] = [] } = await model.autoscaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [made.group] }),
    );
    t.ok(now?.Instances?.length);
    t.same(new Set(now?.Instances?.map(({ InstanceType }) => InstanceType)), new Set(['t3.large']));
  },
);
