import type * as sdk from '@aws-sdk/client-ec2';

import {
  deleteSnapshot as forgetSnapshot,
  findSnapshot,
  snapshotsSeenIn,
} from '../../model/ec2/snapshots.ts';
import type { Snapshot } from '../../model/ec2/state.ts';
import { wireTags } from '../../model/ec2/tag-specifications.ts';
import { action } from '../../protocol/action.ts';
import type { Region } from '../../region.ts';
import { type Fields, filtered } from './filters.ts';
import { paged } from './paged.ts';

export const describeSnapshots = action<sdk.DescribeSnapshotsRequest, sdk.DescribeSnapshotsResult>(
  ['SnapshotIds', 'OwnerIds', 'RestorableByUserIds', 'Filters', 'MaxResults', 'NextToken'],
  (region, input) => {
    const seen = snapshotsSeenIn(region);
    const named =
      input.SnapshotIds?.map((id) => seen.find((one) => one.snapshotId === id) ?? findSnapshot(region, id)) ??
      seen;
    const owned = named
      .filter(({ ownerId }) => isAmong(input.OwnerIds, ownerId, region))
      .filter((snapshot) => isFor(region, snapshot, input.RestorableByUserIds));
    const fields = fieldsOf(region);
    const { items, token } = paged(
      filtered(owned, input.Filters, fields, (snapshot) => tagsSeen(region, snapshot)),
      input,
    );
    return { Snapshots: items.map((snapshot) => snapshotView(region, snapshot)), ...token };
  },
);

export const deleteSnapshot = action<sdk.DeleteSnapshotRequest, object>(['SnapshotId'], (region, input) => {
  forgetSnapshot(region, input.SnapshotId);
  return {};
});

function isAmong(owners: readonly string[] | undefined, ownerId: string, { accountId }: Region): boolean {
  return (
    owners === undefined || owners.includes(ownerId) || (owners.includes('self') && ownerId === accountId)
  );
}

/** Those that one of these accounts may read: its own, and those shared with it by its number; `all`: with everybody [UG]. */
function isFor({ accountId }: Region, snapshot: Snapshot, users: readonly string[] | undefined): boolean {
  if (users === undefined || users.length === 0) return true;
  const { ownerId, sharedWith = [] } = snapshot;
  return users
    .map((user) => (user === 'self' ? accountId : user))
    .some((user) => ownerId === user || sharedWith.includes(user));
}

/** The tags of another account's snapshot are not seen [UG]. */
function tagsSeen({ accountId }: Region, { ownerId, tags }: Snapshot): Snapshot['tags'] {
  return ownerId === accountId ? tags : {};
}

function fieldsOf(region: Region): Fields<Snapshot> {
  return {
    'snapshot-id': (snapshot) => snapshot.snapshotId,
    'volume-id': (snapshot) => snapshot.volumeId,
    'owner-id': (snapshot) => snapshot.ownerId,
    description: (snapshot) => snapshot.description,
    status: (snapshot) => stateOf(region, snapshot),
  };
}

/** A snapshot is complete when the image that it belongs to is. */
function stateOf({ realm }: Region, { snapshotId }: Snapshot): sdk.SnapshotState {
  const images = realm.regions.flatMap(({ state }) => state.ec2.images);
  const image = images.find((one) => one.snapshotId === snapshotId);
  if (image?.state === 'pending') return 'pending';
  return image?.state === 'failed' ? 'error' : 'completed';
}

function snapshotView(region: Region, snapshot: Snapshot): sdk.Snapshot {
  const state = stateOf(region, snapshot);
  return {
    SnapshotId: snapshot.snapshotId,
    OwnerId: snapshot.ownerId,
    VolumeId: snapshot.volumeId,
    VolumeSize: snapshot.size,
    Description: snapshot.description,
    StartTime: new Date(snapshot.started),
    State: state,
    Progress: state === 'completed' ? '100%' : '0%',
    Encrypted: false,
    StorageTier: 'standard',
    Tags: wireTags(tagsSeen(region, snapshot)),
  };
}
