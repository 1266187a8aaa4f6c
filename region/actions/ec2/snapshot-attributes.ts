import type * as sdk from '@aws-sdk/client-ec2';

import { share } from '../../model/ec2/sharing.ts';
import { findSnapshot } from '../../model/ec2/snapshots.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { permissionsView, sharingIn } from './sharing.ts';

export const modifySnapshotAttribute = action<sdk.ModifySnapshotAttributeRequest, object>(
  [
    ...(['SnapshotId', 'Attribute', 'OperationType', 'UserIds', 'GroupNames'] as const),
    ...(['CreateVolumePermission.Add', 'CreateVolumePermission.Remove'] as const),
  ],
  (region, input) => {
    checkAttribute(input.Attribute);
    const snapshot = findSnapshot(region, input.SnapshotId);
    const { CreateVolumePermission: lists, GroupNames: groups } = input;
    share(snapshot, sharingIn({ ...input, groups, lists }));
    return {};
  },
);

export const describeSnapshotAttribute = action<
  sdk.DescribeSnapshotAttributeRequest,
  sdk.DescribeSnapshotAttributeResult
>(['SnapshotId', 'Attribute'], (region, { SnapshotId, Attribute }) => {
  checkAttribute(Attribute);
  return { SnapshotId, CreateVolumePermissions: permissionsView(findSnapshot(region, SnapshotId)) };
});

export const resetSnapshotAttribute = action<sdk.ResetSnapshotAttributeRequest, object>(
  ['SnapshotId', 'Attribute'],
  (region, { SnapshotId, Attribute }) => {
    checkAttribute(Attribute);
    findSnapshot(region, SnapshotId).sharedWith = [];
    return {};
  },
);

function checkAttribute(attribute = 'createVolumePermission'): void {
  if (attribute === 'createVolumePermission') return;
  throw new AwsError(
    'UnsupportedOperation',
    `The local region does not model the attribute ${attribute} of a snapshot`,
  );
}
