import {
  CreateImageCommand,
  DescribeImagesCommand,
  DescribeSubnetsCommand,
  type EC2Client,
  type LaunchPermission,
  ModifyImageAttributeCommand,
  ModifySnapshotAttributeCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Test } from 'tap';

import { memoryEvents } from '../../../region/events.ts';
import { createRealm } from '../../../region/life/realm.ts';
import type { RealmState } from '../../../region/life/realm-state.ts';
import { DEBIAN } from '../../../region/model/ec2/images.ts';
import type { Clients } from '../clients.ts';
import { type Ec2Region, idOf, only, startEc2 } from '../ec2/scenario.ts';
import type { ModelRegion } from '../model-region.ts';
import { recordedBalancer } from '../stand-ins.ts';

export const OWN = '000000000000';
export const OTHER = '111111111111';

export interface Corner {
  readonly clients: Clients;
  readonly accountId: string;
  readonly name: string;
}

/** Both accounts in both regions. */
export function everywhere(r: ModelRegion): [Corner, Corner, Corner, Corner] {
  const at = (account: 'own' | 'other', name: string) => ({
    clients: r.clients({ account, name }),
    accountId: account === 'own' ? OWN : OTHER,
    name,
  });
  return [at('own', 'eu-test-1'), at('own', 'eu-test-2'), at('other', 'eu-test-1'), at('other', 'eu-test-2')];
}

/** The base image, as it is found there. */
export async function imageOf(client: EC2Client): Promise<string> {
  const { Images = [] } = await client.send(new DescribeImagesCommand({ Owners: [DEBIAN] }));
  return Images[0]?.ImageId ?? '';
}

/** Has a listener in each region, all at port 80, and gives their ARNs. */
export async function listenEverywhere(r: ModelRegion): Promise<string[]> {
  const arns: string[] = [];
  for (const { clients } of everywhere(r)) arns.push(await listen(clients));
  return arns;
}

async function listen({ ec2, elbv2 }: Clients): Promise<string> {
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  const { LoadBalancers = [] } = await elbv2.send(
    new CreateLoadBalancerCommand({ Name: 'web', Subnets: Subnets.map(({ SubnetId = '' }) => SubnetId) }),
  );
  const { TargetGroups = [] } = await elbv2.send(
    new CreateTargetGroupCommand({
      ...{ Name: 'web', Protocol: 'HTTP', Port: 80, VpcId: Subnets[0]?.VpcId, TargetType: 'instance' },
    }),
  );
  const { Listeners = [] } = await elbv2.send(
    new CreateListenerCommand({
      ...{ LoadBalancerArn: LoadBalancers[0]?.LoadBalancerArn, Protocol: 'HTTP', Port: 80 },
      DefaultActions: [{ Type: 'forward', TargetGroupArn: TargetGroups[0]?.TargetGroupArn }],
    }),
  );
  return Listeners[0]?.ListenerArn ?? '';
}

/** A process after the one of `r`, with the state that this one had kept, on the same machines. */
export function restart(t: Test, r: ModelRegion) {
  r.stopHeart();
  const balancer = recordedBalancer();
  const state = JSON.parse(JSON.stringify(r.kept)) as RealmState;
  const events = memoryEvents(r.clock);
  const { network, clock, random, machines, prober, realm } = r.region;
  const [first, ...others] = realm.accounts;
  const [name, ...names] = realm.names;
  if (first === undefined || name === undefined) throw new Error('it has no account, or no region');
  const { home, stop } = createRealm({
    ground: { network, clock, random, machines, prober, balancer, events },
    base: { name: 'debian-12-amd64-20261121', layer: 'base', architecture: 'x86_64', created: 0 },
    accounts: [first, ...others],
    names: [name, ...names],
    state,
    save: () => undefined,
  });
  t.teardown(stop);
  for (const region of home.realm.regions) region.stir();
  return { balancer, home };
}

/** An image of the first account, tagged `release: 7` as its snapshot is, and another account beside it. */
export interface Sharing {
  readonly r: Ec2Region;
  readonly other: Clients;
  readonly imageId: string;
  readonly snapshotId: string;
  readonly shareWith: (permissions: LaunchPermission[]) => Promise<unknown>;
  /** Shares the snapshot with the other account. */
  readonly shareSnapshot: () => Promise<unknown>;
}

export async function startSharing(t: Test): Promise<Sharing> {
  const r = await startEc2(t);
  const { InstanceId } = await r.run();
  await r.settle();
  const Tags = [{ Key: 'release', Value: '7' }];
  const TagSpecifications = (['image', 'snapshot'] as const).map((ResourceType) => ({ ResourceType, Tags }));
  const order = new CreateImageCommand({ InstanceId, Name: 'hello-7', TagSpecifications });
  const imageId = idOf((await r.ec2.send(order)).ImageId);
  await r.settle();
  const image = only((await r.ec2.send(new DescribeImagesCommand({ ImageIds: [imageId] }))).Images);
  const snapshotId = idOf(image.BlockDeviceMappings?.[0]?.Ebs?.SnapshotId);
  return {
    ...{ r, imageId, snapshotId, other: r.clients({ account: 'other' }) },
    shareWith: (Add) =>
      r.ec2.send(new ModifyImageAttributeCommand({ ImageId: imageId, LaunchPermission: { Add } })),
    shareSnapshot: () =>
      r.ec2.send(
        new ModifySnapshotAttributeCommand({
          SnapshotId: snapshotId,
          CreateVolumePermission: { Add: [{ UserId: OTHER }] },
        }),
      ),
  };
}

/** A trust policy that lets somebody assume its role. @param principal such as `{ AWS: '111111111111' }` */
export function trustIn(principal: object): string {
  const statement = { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

/** A policy that allows an action on everything. */
export function policy(action: string): string {
  const statement = { Effect: 'Allow', Action: action, Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Statement: statement });
}
