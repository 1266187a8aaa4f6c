import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetInstanceProfileCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import t from 'tap';

import { startEc2 } from '../ec2/scenario.ts';
import { send, signature } from '../protocol/raw.ts';
import { OWN, policy, trustIn } from './scenario.ts';

const RoleName = 'hello';
const InstanceProfileName = 'hello-profile';

t.test(
  'IAM-1 a role is made, told in all regions of its account and in no other one, and deleted',
  async (t) => {
    const r = await startEc2(t);
    const { iam } = r.clients({});
    const AssumeRolePolicyDocument = trustIn({ Service: 'ec2.amazonaws.com' });
    const { Role } = await iam.send(
      new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, Path: '/app/' }),
    );
    t.match(Role, { Path: '/app/', Arn: `arn:aws:iam::${OWN}:role/app/hello`, RoleId: /^AROA/ });
    const elsewhere = r.clients({ name: 'eu-test-2' }).iam;
    const told = (await elsewhere.send(new GetRoleCommand({ RoleName }))).Role;
    t.equal(decodeURIComponent(told?.AssumeRolePolicyDocument ?? ''), AssumeRolePolicyDocument);
    t.equal((await iam.send(new ListRolesCommand({ PathPrefix: '/app/' }))).Roles?.length, 1);
    const other = r.clients({ account: 'other' }).iam;
    await t.rejects(other.send(new GetRoleCommand({ RoleName })), { name: 'NoSuchEntityException' });
    await t.rejects(iam.send(new CreateRoleCommand({ RoleName: 'HELLO', AssumeRolePolicyDocument })), {
      name: 'EntityAlreadyExistsException',
    });
    await iam.send(new DeleteRoleCommand({ RoleName }));
    t.same((await iam.send(new ListRolesCommand({}))).Roles, []);
  },
);

t.test('IAM-2 a role has inline policies, and is not deleted before them', async (t) => {
  const { iam } = (await startEc2(t)).clients({});
  await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trustIn({ Service: 'ec2.amazonaws.com' }) }),
  );
  const read = { RoleName, PolicyName: 'read' };
  await iam.send(new PutRolePolicyCommand({ ...read, PolicyDocument: policy('ssm:Get*') }));
  const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand(read));
  t.equal(decodeURIComponent(PolicyDocument), policy('ssm:Get*'));
  t.same((await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames, ['read']);
  t.same((await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))).AttachedPolicies, []);
  await t.rejects(iam.send(new DeleteRoleCommand({ RoleName })), { name: 'DeleteConflictException' });
  await iam.send(new DeleteRolePolicyCommand(read));
  await t.rejects(iam.send(new GetRolePolicyCommand(read)), { name: 'NoSuchEntityException' });
  await iam.send(new DeleteRoleCommand({ RoleName }));
});

t.test(
  'IAM-3 an instance profile has one role, and neither is deleted while they belong together',
  async (t) => {
    const { iam } = (await startEc2(t)).clients({});
    const AssumeRolePolicyDocument = trustIn({ Service: 'ec2.amazonaws.com' });
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
    const both = { InstanceProfileName, RoleName };
    await iam.send(new AddRoleToInstanceProfileCommand(both));
    await t.rejects(iam.send(new AddRoleToInstanceProfileCommand(both)), { name: 'LimitExceededException' });
    const { InstanceProfile } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
    t.match(InstanceProfile, {
      Arn: `arn:aws:iam::${OWN}:instance-profile/hello-profile`,
      Roles: [{ RoleName }],
    });
    t.match((await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName }))).InstanceProfiles, [
      { InstanceProfileName },
    ]);
    await t.rejects(iam.send(new DeleteRoleCommand({ RoleName })), { name: 'DeleteConflictException' });
    const end = new DeleteInstanceProfileCommand({ InstanceProfileName });
    await t.rejects(iam.send(end), { name: 'DeleteConflictException' });
    await iam.send(new RemoveRoleFromInstanceProfileCommand(both));
    await iam.send(end);
    t.same((await iam.send(new ListInstanceProfilesCommand({}))).InstanceProfiles, []);
  },
);

t.test('IAM-6 an instance has the role that its instance profile has', async (t) => {
  const r = await startEc2(t);
  const { iam } = r.clients({});
  const AssumeRolePolicyDocument = trustIn({ Service: 'ec2.amazonaws.com' });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Path: '/app/' }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
  const { InstanceId = '', IamInstanceProfile } = await r.run({
    IamInstanceProfile: { Name: InstanceProfileName },
  });
  t.equal(IamInstanceProfile?.Arn, `arn:aws:iam::${OWN}:instance-profile/app/hello-profile`);
  await r.settle();
  t.match(r.machines.up.get(InstanceId), { role: RoleName });
});

t.test('IAM-7 a launch whose instance profile is not there is refused', async (t) => {
  const r = await startEc2(t);
  await t.rejects(r.run({ IamInstanceProfile: { Name: 'nobody' } }), {
    name: 'InvalidParameterValue',
    message: /Invalid IAM Instance Profile name/,
  });
});

t.test('IAM-4 a document that is no policy, or trusts who is none, is refused', async (t) => {
  const { iam } = (await startEc2(t)).clients({});
  for (const AssumeRolePolicyDocument of ['{', '{}', policy('sts:AssumeRole'), trustIn({ AWS: 'bob' })]) {
    await t.rejects(iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument })), {
      name: 'MalformedPolicyDocumentException',
    });
  }
});

t.test('IAM-5 IAM takes the scope us-east-1 too, as its own endpoint does', async (t) => {
  const r = await startEc2(t);
  const authorization = signature(r.accessKey, 'iam').replace('eu-test-1', 'us-east-1');
  const { status } = await send(r, 'Action=ListRoles&Version=2010-05-08', { authorization });
  t.equal(status, 200);
});
