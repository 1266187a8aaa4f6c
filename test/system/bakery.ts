import {
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeKeyPairsCommand,
  DescribeSecurityGroupsCommand,
  DescribeSnapshotsCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import type { Test } from 'tap';
import { bakeImage } from '../../bake/image/bake.ts';
import { cloudAt, type Cloud } from '../../bake/image/cloud.ts';
import type { BakedImage, BakeOrder } from '../../bake/image/order.ts';
import { regionDown, regionUp } from '../../cli/region.ts';
import { gatewayOf, networkOf } from '../../region/network.ts';
import { clientsOf, type Clients } from '../../world/aws/clients.ts';
import type { Place } from '../../world/aws/place.ts';
import { makeProfile } from '../region/accounts/profile.ts';
import { realWorld } from '../../world/real.ts';
import { scratch } from '../bake/checkout.ts';
import { orderTiny } from './tiny.ts';

/** A local region of a test's own, and an application to bake in it. */
export interface Bakery {
  readonly place: Place;
  /** The API's address as instances see it. */
  readonly endpointInside: string;
  readonly clients: Clients;
  readonly ec2: EC2Client;
  readonly cloud: Cloud;
  /** Makes and publishes a version of the application; `depends` is what its package needs. */
  readonly order: (version: string, depends?: string) => Promise<BakeOrder>;
  /** @param onLine gets each line that is shown */
  readonly bake: (
    order: BakeOrder,
    onLine?: (text: string) => void,
    signal?: AbortSignal,
  ) => Promise<BakedImage>;
  /** The name of everything in the region that a bake could leave, and of what it makes. */
  readonly inventory: () => Promise<string[]>;
}

/** The role of tiny's instances, as its users would have made it. */
async function makeTinyProfile({ region, endpoint }: Place, ec2: EC2Client): Promise<void> {
  if (endpoint === undefined) throw new Error('a bakery stands on a local region');
  const iam = new IAMClient({ region, endpoint, credentials: ec2.config.credentials });
  await makeProfile(iam, 'tiny');
  iam.destroy();
}

/** Starts the region `name`; it goes with the test. */
export async function startBakery(t: Test, name: string): Promise<Bakery> {
  const quiet = realWorld(() => undefined);
  const folder = scratch(t);
  process.env['XDG_STATE_HOME'] = folder;
  t.teardown(() => regionDown(quiet, name));
  await regionUp(quiet, { name });
  const network = networkOf(name);
  const place = { region: name, endpoint: `http://127.0.0.1:${network.port}`, account: undefined };
  const clients = clientsOf(place);
  const cloud = cloudAt(place);
  const ec2 = await clients.ec2();
  await makeTinyProfile(place, ec2);
  return {
    ...{ place, clients, ec2, cloud },
    endpointInside: `http://${gatewayOf(network)}:${network.port}`,
    order: (version, depends) =>
      orderTiny(quiet, folder, { version, ...(depends === undefined ? {} : { depends }) }),
    bake: (order, onLine = () => undefined, signal = new AbortController().signal) => {
      const world = realWorld(({ text }) => {
        onLine(text);
      });
      return bakeImage(world, cloud, order, signal);
    },
    inventory: () => inventory(ec2),
  };
}

/** The states of an instance that somebody would have to end. */
const LIVING = new Set(['pending', 'running', 'stopping', 'stopped']);

async function inventory(ec2: EC2Client): Promise<string[]> {
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
  const { KeyPairs = [] } = await ec2.send(new DescribeKeyPairsCommand({}));
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
  const { Images = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ['self'] }));
  const { Snapshots = [] } = await ec2.send(new DescribeSnapshotsCommand({ OwnerIds: ['self'] }));
  const instances = Reservations.flatMap(({ Instances = [] }) => Instances);
  return [
    ...instances.filter(({ State }) => LIVING.has(State?.Name ?? '')).map(({ InstanceId }) => InstanceId),
    ...KeyPairs.map(({ KeyName }) => KeyName),
    ...SecurityGroups.map(({ GroupName }) => GroupName),
    ...Images.map(({ ImageId }) => ImageId),
    ...Snapshots.map(({ SnapshotId }) => SnapshotId),
  ].map(String);
}
