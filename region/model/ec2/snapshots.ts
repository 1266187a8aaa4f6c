import { AwsError } from '../../protocol/aws-error.ts';
import { neighbours } from '../../realm.ts';
import type { Region } from '../../region.ts';
import { checkId } from './id.ts';
import { isSharedWith } from './sharing.ts';
import type { Snapshot } from './state.ts';

/** @throws AwsError InvalidSnapshotID.Malformed, InvalidSnapshot.NotFound */
export function findSnapshot(region: Region, snapshotId: string): Snapshot {
  checkId(snapshotId, 'snap', 'InvalidSnapshotID');
  const snapshot = region.state.ec2.snapshots.find((one) => one.snapshotId === snapshotId);
  if (snapshot !== undefined) return snapshot;
  throw new AwsError('InvalidSnapshot.NotFound', `The snapshot '${snapshotId}' does not exist.`);
}

/** All snapshots that the region's account may read: its own, and those that others share with it. */
export function snapshotsSeenIn(region: Region): Snapshot[] {
  const others = neighbours(region).flatMap(({ state }) => state.ec2.snapshots);
  return [...region.state.ec2.snapshots, ...others.filter((one) => isSharedWith(one, region.accountId))];
}

/** @throws AwsError as `findSnapshot`, and InvalidSnapshot.InUse while an image stands on it */
export function deleteSnapshot(region: Region, snapshotId: string): void {
  const snapshot = findSnapshot(region, snapshotId);
  const { ec2 } = region.state;
  const image = ec2.images.find((one) => one.snapshotId === snapshotId);
  if (image !== undefined) {
    throw new AwsError(
      'InvalidSnapshot.InUse',
      `The snapshot ${snapshotId} is currently in use by ${image.imageId}`,
    );
  }
  ec2.snapshots = ec2.snapshots.filter((one) => one !== snapshot);
}
