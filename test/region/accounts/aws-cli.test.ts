import t from 'tap';

import { awsCli } from '../aws-cli.ts';
import { OTHER, OWN, startSharing, trustIn } from './scenario.ts';

t.test("ACCOUNT-10 Debian's AWS CLI shares and copies an image, makes a role and assumes it", async (t) => {
  const { r, imageId, snapshotId } = await startSharing(t);
  const accessKey = r.region.realm.accounts[1]?.accessKeyId ?? '';
  const own = (...words: string[]) => awsCli(r, ...words);
  const other = (...words: string[]) => awsCli({ ...r, accessKey }, ...words);
  await own(
    ...['ec2', 'modify-image-attribute', '--image-id', imageId],
    ...['--launch-permission', `Add=[{UserId=${OTHER}}]`],
  );
  await own(
    ...['ec2', 'modify-snapshot-attribute', '--snapshot-id', snapshotId],
    ...['--attribute', 'createVolumePermission', '--operation-type', 'add', '--user-ids', OTHER],
  );
  t.match(await other('ec2', 'describe-images', '--executable-users', 'self'), {
    Images: [{ ImageId: imageId, OwnerId: OWN }],
  });
  const copy = ['--source-image-id', imageId, '--source-region', 'eu-test-1', '--name', 'hello'];
  const { ImageId } = (await other('--region', 'eu-test-2', 'ec2', 'copy-image', ...copy)) as {
    ImageId: string;
  };
  await r.clock.pass(1);
  t.match(await other('--region', 'eu-test-2', 'ec2', 'describe-images', '--image-ids', ImageId), {
    Images: [{ State: 'available', Name: 'hello', OwnerId: OTHER }],
  });
  const trust = ['--assume-role-policy-document', trustIn({ AWS: OTHER })];
  t.match(await own('iam', 'create-role', '--role-name', 'deploy', ...trust), {
    Role: { AssumeRolePolicyDocument: { Statement: [{ Principal: { AWS: OTHER } }] } },
  });
  const arn = `arn:aws:iam::${OWN}:role/deploy`;
  t.match(await other('sts', 'assume-role', '--role-arn', arn, '--role-session-name', 'ci'), {
    AssumedRoleUser: { Arn: `arn:aws:sts::${OWN}:assumed-role/deploy/ci` },
  });
});
