import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetInstanceProfileCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { found, type Cloud } from './cloud.ts';
import { settingsPath } from './settings.ts';

/** What instances may be. */
const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** The one policy of the role. */
const POLICY = 'settings';

/** An instance profile with a role, both called `name`, that may read the environment's settings and nothing else. */
export async function makeRole({ iam }: Cloud, name: string, environment: string): Promise<void> {
  const role = await found(iam.send(new GetRoleCommand({ RoleName: name })), 'NoSuchEntityException');
  if (role === undefined) {
    const AssumeRolePolicyDocument = JSON.stringify(TRUST);
    await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument }));
  }
  const PolicyDocument = JSON.stringify(mayRead(environment));
  await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: POLICY, PolicyDocument }));
  const profile = await found(
    iam.send(new GetInstanceProfileCommand({ InstanceProfileName: name })),
    'NoSuchEntityException',
  );
  if (profile === undefined) await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
  if (profile?.InstanceProfile?.Roles?.length) return;
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }));
}

function mayRead(environment: string): object {
  const path = settingsPath(environment).replace(/\/$/, '');
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
        Resource: [`arn:aws:ssm:*:*:parameter${path}`, `arn:aws:ssm:*:*:parameter${path}/*`],
      },
    ],
  };
}

/** Removes both, from the outside in. */
export async function removeRole({ iam }: Cloud, name: string): Promise<void> {
  const InstanceProfileName = name;
  const RoleName = name;
  const steps = [
    () => iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName })),
    () => iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName })),
    () => iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: POLICY })),
    () => iam.send(new DeleteRoleCommand({ RoleName })),
  ];
  for (const step of steps) await found<unknown>(step(), 'NoSuchEntityException');
}
