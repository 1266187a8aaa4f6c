import {
  DescribeAutoScalingGroupsCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import t, { type Test } from 'tap';
import { status } from '../../ledger/folds/status.ts';
import { warm } from '../../ledger/folds/warm.ts';
import { rollTo } from '../../release/release.ts';
import { findBack } from '../../release/rollback.ts';
import { isServing } from '../../release/serving.ts';
import type { Session } from '../../release/session.ts';
import { taggedPlace } from '../../release/tagged-groups.ts';
import { tidy } from '../../release/tidy.ts';
import { endPassedByTheWay } from '../../release/warm.ts';
import { ledgerOfTags } from '../../release/without-ledger.ts';
import { testServer } from '../postgres.ts';
import { stand } from './stand.ts';

const server = await testServer(t);
const WARMLY: Partial<Session> = { overrides: { keep_warm: 600_000 } };

t.test('a rollback finds those that a roll kept warm, and has the very version serve', async (t) => {
  const place = await warmPlace(t);
  const { anna, first, second, standby, group } = place;
  t.equal((await standby()).length, 2);
  t.ok(await isServing(anna, second), 'those in Standby serve nothing, and are no reason to roll again');
  const { Tags = [], LaunchTemplate: now } = (await group()) ?? {};
  t.ok(Tags.some(({ Key }) => Key === 'bakeroll:warm-until'));
  const back = await findBack(anna, undefined);
  t.match(back, { kind: 'to', release: { release: first.release } });
  const rolled = await rollTo(anna, { release: first, kind: 'rollback', why: undefined });
  t.match(rolled, { exit: 0, kind: 'rollback' });
  t.strictSame(await standby(), []);
  const after = await group();
  t.not(after?.LaunchTemplate?.Version, now?.Version);
  t.notOk(after?.Tags?.some(({ Key }) => Key === 'bakeroll:warm-until'));
  t.equal(warm(await anna.ledger.facts({ environment: 'dev' }), place.made.group), undefined);
});

/** As a command with `--no-ledger` opens it. */
async function alone(session: Session): Promise<Session> {
  return { ...session, alone: true, ledger: await ledgerOfTags(taggedPlace(session), undefined) };
}

t.test('without the ledger those kept warm serve again too', async (t) => {
  const { anna, first, standby, group } = await warmPlace(t);
  const waiting = await standby();
  const ben = await alone(anna);
  const back = await findBack(ben, undefined);
  if (back.kind !== 'to') throw new Error('it goes nowhere');
  t.equal(back.release.release, first.release);
  t.match(await rollTo(ben, { release: back.release, kind: 'rollback', why: undefined }), { exit: 0 });
  t.strictSame(await standby(), []);
  const serving = ((await group())?.Instances ?? []).map(({ InstanceId }) => InstanceId);
  t.strictSame(serving.toSorted(), waiting.toSorted(), 'the very ones');
});

t.test('without the ledger tidy ends those whose time has passed', async (t) => {
  const { anna, standby, model } = await warmPlace(t);
  t.match(await tidy(await alone(anna)), [{ did: [], left: [] }], 'their time has not passed');
  await model.clock.pass(700);
  t.match(await tidy(await alone(anna)), [{ did: [/which waited in Standby/], left: [] }]);
  t.strictSame(await standby(), []);
});

t.test('tidy ends those whose time has passed, and no others', async (t) => {
  const { anna, standby, group, model, made } = await warmPlace(t);
  t.match(await tidy(anna), [{ did: [], left: [] }], 'their time has not passed');
  t.equal((await standby()).length, 2);
  await model.clock.pass(700);
  t.match(await tidy(anna), [{ did: [/ended i-.*, i-.*, which waited in Standby/], left: [] }]);
  t.strictSame(await standby(), []);
  t.equal((await group())?.DesiredCapacity, 2);
  t.equal(warm(await anna.ledger.facts({ environment: 'dev' }), made.group), undefined);
  t.equal(status(await anna.ledger.facts({ environment: 'dev' })).unfinished, undefined);
});

t.test('whoever comes by ends them too, unless somebody drives', async (t) => {
  const { anna, standby, model, session } = await warmPlace(t);
  await model.clock.pass(700);
  const bert = await session('bert');
  const lease = await bert.ledger.acquire('dev', { who: 'bert' });
  await endPassedByTheWay(anna);
  t.equal((await standby()).length, 2, 'that one ends them');
  await lease.giveUp();
  await endPassedByTheWay(anna);
  t.strictSame(await standby(), []);
});

/** An environment of two, rolled from its first release to the second, which kept the old ones warm for ten minutes. */
async function warmPlace(t: Test) {
  const place = await stand(t, await server.database());
  const { autoscaling } = place.model;
  const AutoScalingGroupName = place.made.group;
  const group = async () => {
    const command = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [AutoScalingGroupName] });
    return (await autoscaling.send(command)).AutoScalingGroups?.[0];
  };
  await autoscaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, DesiredCapacity: 2 }));
  await place.model.clock.pass(120);
  const [first, second] = [await place.release(1), await place.release(2)];
  const anna = await place.session('anna', WARMLY);
  await rollTo(await place.session('anna'), { release: first, kind: 'roll', why: undefined });
  await rollTo(anna, { release: second, kind: 'roll', why: undefined });
  const standby = async () => {
    const { Instances = [] } = (await group()) ?? {};
    return Instances.filter(({ LifecycleState }) => LifecycleState === 'Standby').map(
      ({ InstanceId }) => InstanceId,
    );
  };
  return { ...place, anna, first, second, group, standby };
}
