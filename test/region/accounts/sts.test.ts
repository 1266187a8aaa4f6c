import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import t, { type Test } from 'tap';

import { credentialsNow } from '../../../region/model/ec2/credentials.ts';
import { putParameter } from '../../../region/model/parameters.ts';
import { type Ec2Region, startEc2 } from '../ec2/scenario.ts';
import type { Clients } from '../clients.ts';
import { OTHER, OWN, policy, trustIn } from './scenario.ts';

const RoleArn = `arn:aws:iam::${OWN}:role/deploy`;

/** A role `deploy` of the first account, which may do what `actions` say. */
async function startRole(t: Test, trust: object, actions: string): Promise<Ec2Region> {
  const r = await startEc2(t);
  const { iam } = r.clients({});
  const RoleName = 'deploy';
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trustIn(trust) }));
  const PolicyDocument = policy(actions);
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'all', PolicyDocument }));
  return r;
}

async function assume(r: Ec2Region, { sts }: Clients, DurationSeconds?: number): Promise<Clients> {
  const order = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'ci', DurationSeconds });
  const {
    AccessKeyId = '',
    SecretAccessKey = '',
    SessionToken = '',
  } = (await sts.send(order)).Credentials ?? {};
  const credentials = {
    ...{ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
  };
  return r.clients({ credentials });
}

t.test('STS-1 a role that trusts another account is assumed from there, and acts in its own', async (t) => {
  const r = await startRole(t, { AWS: OTHER }, 'ec2:*');
  const session = await assume(r, r.clients({ account: 'other' }));
  t.match(await session.sts.send(new GetCallerIdentityCommand({})), {
    ...{ Account: OWN, Arn: `arn:aws:sts::${OWN}:assumed-role/deploy/ci`, UserId: /^AROA.*:ci$/ },
  });
  const run = { ImageId: r.baseImageId, InstanceType: 't3.small', MinCount: 1, MaxCount: 1 } as const;
  await session.ec2.send(new RunInstancesCommand(run));
  t.equal((await r.ec2.send(new DescribeInstancesCommand({}))).Reservations?.length, 1);
});

t.test('STS-2 a role that does not trust the caller, or is not there, is AccessDenied', async (t) => {
  const r = await startRole(t, { AWS: `arn:aws:iam::${OWN}:root` }, '*');
  const { sts } = r.clients({ account: 'other' });
  const order = { RoleArn, RoleSessionName: 'ci' };
  await t.rejects(sts.send(new AssumeRoleCommand(order)), {
    name: 'AccessDenied',
    message: `User: arn:aws:iam::${OTHER}:user/local is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
  });
  await t.rejects(sts.send(new AssumeRoleCommand({ ...order, RoleArn: `${RoleArn}-x` })), {
    name: 'AccessDenied',
  });
  await t.resolves(r.clients({}).sts.send(new AssumeRoleCommand(order)));
});

t.test('STS-3 a session ends: ExpiredToken, RequestExpired of EC2', async (t) => {
  const r = await startRole(t, { AWS: OTHER }, '*');
  const session = await assume(r, r.clients({ account: 'other' }), 900);
  await r.clock.pass(899);
  await t.resolves(session.ec2.send(new DescribeInstancesCommand({})));
  await r.clock.pass(1);
  await t.rejects(session.ec2.send(new DescribeInstancesCommand({})), { name: 'RequestExpired' });
  await t.rejects(session.autoscaling.send(new DescribeAutoScalingGroupsCommand({})), {
    name: 'ExpiredToken',
  });
  await t.rejects(session.ssm.send(new GetParameterCommand({ Name: '/a' })), {
    name: 'ExpiredTokenException',
  });
});

t.test('STS-4 the key of a session is nothing without its token', async (t) => {
  const r = await startRole(t, { AWS: OTHER }, '*');
  const session = await assume(r, r.clients({ account: 'other' }));
  const { accessKeyId, secretAccessKey } = await session.ec2.config.credentials();
  const bare = r.clients({ credentials: { accessKeyId, secretAccessKey } });
  await t.rejects(bare.sts.send(new GetCallerIdentityCommand({})), { name: 'InvalidClientTokenId' });
});

t.test("STS-5 a session may do what its role's policies say, and nothing else", async (t) => {
  const r = await startRole(t, { AWS: OTHER }, 'ec2:Describe*');
  const session = await assume(r, r.clients({ account: 'other' }));
  await t.resolves(session.ec2.send(new DescribeInstancesCommand({})));
  const run = { ImageId: r.baseImageId, InstanceType: 't3.small', MinCount: 1, MaxCount: 1 } as const;
  await t.rejects(session.ec2.send(new RunInstancesCommand(run)), { name: 'UnauthorizedOperation' });
  await t.rejects(session.autoscaling.send(new DescribeAutoScalingGroupsCommand({})), {
    name: 'AccessDenied',
  });
});

t.test(
  'STS-6 a session lasts 15 minutes to what its role says, an hour unless it says otherwise',
  async (t) => {
    const r = await startRole(t, { AWS: OTHER }, '*');
    const { sts } = r.clients({ account: 'other' });
    for (const DurationSeconds of [899, 3601, 43_201]) {
      await t.rejects(sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'ci', DurationSeconds })), {
        name: 'ValidationError',
      });
    }
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'ci' }));
    t.equal(Credentials?.Expiration?.getTime(), r.clock.now() + 3_600_000);
  },
);

t.test(
  "STS-7 the credentials of an instance's role end after six hours, and new ones are there an hour before",
  async (t) => {
    const r = await startEc2(t);
    putParameter(r.region, { name: '/url', value: 'here', type: 'String', overwrite: false });
    const instance = r.runInstance();
    const first = credentialsNow(r.region, instance);
    const get = ({ accessKeyId, secretAccessKey, token }: typeof first) =>
      r
        .clients({ credentials: { accessKeyId, secretAccessKey, sessionToken: token } })
        .ssm.send(new GetParameterCommand({ Name: '/url' }));
    await r.clock.pass(5 * 3600 - 1);
    t.equal(credentialsNow(r.region, instance), first);
    await r.clock.pass(1);
    const second = credentialsNow(r.region, instance);
    t.not(second.accessKeyId, first.accessKeyId);
    await t.resolves(get(first));
    await t.resolves(get(second));
    await r.clock.pass(3600);
    await t.rejects(get(first), { name: 'ExpiredTokenException' });
    await t.resolves(get(second));
  },
);
