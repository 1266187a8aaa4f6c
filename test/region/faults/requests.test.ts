import {
  DescribeAutoScalingGroupsCommand,
  SetDesiredCapacityCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { CreateKeyPairCommand, DescribeInstancesCommand, DescribeKeyPairsCommand } from '@aws-sdk/client-ec2';
import { DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import t from 'tap';

import { breakRegion, healRegion } from '../../../region/faults/break.ts';
import { startGroup } from '../autoscaling/scenario.ts';
import { startEc2 } from '../ec2/scenario.ts';
import { until } from '../until.ts';

const web = { AutoScalingGroupName: 'web' };

t.test('FAULT-11 throttle refuses requests with the code of their service', async (t) => {
  const { region, ec2, autoscaling, elbv2 } = await startEc2(t);
  breakRegion(region, { kind: 'throttle', words: ['Describe*'], times: 3 });
  await t.rejects(ec2.send(new DescribeInstancesCommand({})), {
    name: 'RequestLimitExceeded',
    message: 'Request limit exceeded.',
    $metadata: { httpStatusCode: 503 },
  });
  const rate = { message: 'Rate exceeded', $metadata: { httpStatusCode: 400 } };
  await t.rejects(autoscaling.send(new DescribeAutoScalingGroupsCommand({})), {
    name: 'Throttling',
    ...rate,
  });
  await t.rejects(elbv2.send(new DescribeTargetGroupsCommand({})), { name: 'ThrottlingException', ...rate });
  await ec2.send(new DescribeInstancesCommand({}));
});

t.test('FAULT-12 error answers an action with a code, and does nothing', async (t) => {
  const { region, ec2 } = await startEc2(t);
  breakRegion(region, { kind: 'error', words: ['InternalError', 'CreateKeyPair'], times: 1 });
  const create = () => ec2.send(new CreateKeyPairCommand({ KeyName: 'one' }));
  await t.rejects(create(), { name: 'InternalError', $metadata: { httpStatusCode: 500 } });
  t.same((await ec2.send(new DescribeKeyPairsCommand({}))).KeyPairs, []);
  await create();
});

t.test(
  'FAULT-13 contention refuses writes to a group while one of its activities is under way',
  async (t) => {
    const g = await startGroup(t, 1);
    await g.clock.pass(1);
    const [InstanceId = ''] = await g.members('InService');
    breakRegion(g.region, { kind: 'contention' });
    await g.autoscaling.send(new SetDesiredCapacityCommand({ ...web, DesiredCapacity: 2 }));
    await g.clock.pass(1);
    const end = { InstanceId, ShouldDecrementDesiredCapacity: true };
    await g.autoscaling.send(new TerminateInstanceInAutoScalingGroupCommand(end));
    const refused = { name: 'ResourceContentionFault', $metadata: { httpStatusCode: 500 } };
    const grow = () => g.autoscaling.send(new SetDesiredCapacityCommand({ ...web, DesiredCapacity: 3 }));
    await t.rejects(grow(), refused);
    await t.rejects(g.autoscaling.send(new TerminateInstanceInAutoScalingGroupCommand(end)), refused);
    t.equal((await g.group()).DesiredCapacity, 1);
    await g.clock.pass(30);
    await grow();
  },
);

t.test('FAULT-14 lost-answer does what was asked, and breaks the connection', async (t) => {
  const { region, ec2, events } = await startEc2(t);
  breakRegion(region, { kind: 'lost-answer', words: ['CreateKeyPair'], times: 1 });
  await t.rejects(ec2.send(new CreateKeyPairCommand({ KeyName: 'one' })), { code: 'ECONNRESET' });
  t.match((await ec2.send(new DescribeKeyPairsCommand({}))).KeyPairs, [{ KeyName: 'one' }]);
  t.match(
    events.filter(({ type }) => type === 'request'),
    [{ outcome: 'lost-answer' }, { outcome: 'ok' }],
  );
});

t.test('FAULT-15 hang takes a request, and neither does nor answers it', async (t) => {
  const { region, ec2, events } = await startEc2(t);
  breakRegion(region, { kind: 'hang', words: ['CreateKeyPair'] });
  const patience = new AbortController();
  const asked = ec2.send(new CreateKeyPairCommand({ KeyName: 'one' }), { abortSignal: patience.signal });
  await until(() => events.find((event) => event.type === 'request' && event.outcome === 'hang'));
  t.same((await ec2.send(new DescribeKeyPairsCommand({}))).KeyPairs, [], 'others are answered meanwhile');
  patience.abort();
  await t.rejects(asked, { name: 'AbortError' });
  healRegion(region);
  await ec2.send(new CreateKeyPairCommand({ KeyName: 'one' }));
});

t.test('FAULT-16 clock-skew refuses signatures, until a client goes by the region’s clock', async (t) => {
  const { region, ec2, autoscaling, endpoint, accessKey } = await startEc2(t);
  breakRegion(region, { kind: 'clock-skew', words: ['400'] });
  await t.rejects(ec2.send(new DescribeInstancesCommand({})), { name: 'RequestExpired' });
  await t.rejects(autoscaling.send(new DescribeAutoScalingGroupsCommand({})), {
    name: 'SignatureDoesNotMatch',
    message: /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/,
  });
  const credentials = { accessKeyId: accessKey, secretAccessKey: 'secret' };
  const patient = new STSClient({ region: 'eu-test-1', endpoint, credentials, maxAttempts: 2 });
  t.match(await patient.send(new GetCallerIdentityCommand({})), { Account: '000000000000' });
  patient.destroy();
  healRegion(region);
  breakRegion(region, { kind: 'clock-skew', words: ['200'] });
  const fresh = new STSClient({ region: 'eu-test-1', endpoint, credentials, maxAttempts: 1 });
  await fresh.send(new GetCallerIdentityCommand({}));
  fresh.destroy();
});
