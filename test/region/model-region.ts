import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';

import type { TimedEvent } from '../../region/event.ts';
import { memoryEvents } from '../../region/events.ts';
import { actionsByService } from '../../region/life/model.ts';
import { ACCOUNTS, regionNames } from '../../region/life/names.ts';
import { createRealm } from '../../region/life/realm.ts';
import { emptyRealm, type RealmState } from '../../region/life/realm-state.ts';
import { launch } from '../../region/model/ec2/launch.ts';
import type { Instance } from '../../region/model/ec2/state.ts';
import { subnets, vpcId } from '../../region/model/ec2/subnets.ts';
import { networkOf } from '../../region/network.ts';
import { seededRandom } from '../../region/random.ts';
import { createServer } from '../../region/protocol/server.ts';
import type { Region } from '../../region/region.ts';
import {
  instantMachines,
  recordedBalancer,
  scriptedProber,
  type InstantMachines,
  type RecordedBalancer,
  type ScriptedProber,
} from './stand-ins.ts';
import { virtualClock, type VirtualClock } from '../../region/simulated/clock.ts';
import { checkedReplies } from './protocol/checked-replies.ts';
import { type Clients, clientsWith, type Credentials } from './clients.ts';

/** A region in virtual time, whose model is the real one and which is asked by the SDK's own clients. */
export interface ModelRegion {
  readonly region: Region;
  readonly clock: VirtualClock;
  readonly machines: InstantMachines;
  readonly prober: ScriptedProber;
  readonly balancer: RecordedBalancer;
  readonly events: readonly TimedEvent[];
  readonly endpoint: string;
  readonly accessKey: string;
  readonly ec2: EC2Client;
  readonly autoscaling: AutoScalingClient;
  readonly elbv2: ElasticLoadBalancingV2Client;
  readonly cloudwatch: CloudWatchClient;
  /** What is kept of it, and of the regions beside it. */
  readonly kept: RealmState;
  /** Clients for another account, another region or other credentials; what is not said is as for those above. */
  clients(place: Place): Clients;
  readonly subnetIds: readonly [string, string];
  readonly vpcId: string;
  /** Launches an instance of the base image beside the API, for tests that need just any. */
  runInstance(subnetId?: string): Instance;
  /** The model stands still from now on, as if its process were gone. */
  stopHeart(): void;
  close(): Promise<void>;
}

/** Where clients call, and who they are. */
export interface Place {
  readonly account?: 'own' | 'other';
  readonly name?: string;
  readonly credentials?: Credentials;
}

export async function startModelRegion(): Promise<ModelRegion> {
  const clock = virtualClock();
  const machines = instantMachines();
  const prober = scriptedProber();
  const balancer = recordedBalancer();
  const events = memoryEvents(clock);
  const about = { network: networkOf('eu-test-1'), random: seededRandom('eu-test-1') };
  const kept = emptyRealm();
  const { home: region, stop } = createRealm({
    ground: { ...about, clock, machines, prober, balancer, events },
    base: {
      name: 'debian-12-amd64-20261121',
      layer: 'base',
      architecture: 'x86_64',
      created: clock.now(),
    },
    accounts: [
      { id: ACCOUNTS[0], accessKeyId: ACCESS_KEY },
      { id: ACCOUNTS[1], accessKeyId: OTHER_KEY },
    ],
    names: regionNames('eu-test-1'),
    state: kept,
    save: () => undefined,
  });
  const [image] = region.state.ec2.images;
  if (image === undefined) throw new Error('the region has no base image');
  const api = await serve(region);
  const [a, b] = subnets(region);
  if (a === undefined || b === undefined) throw new Error('the region has less than two subnets');
  return {
    ...{ region, kept, clock, machines, prober, balancer, events: events.events },
    ...api,
    subnetIds: [a.subnetId, b.subnetId],
    vpcId: vpcId(region),
    runInstance: (subnetId) =>
      launch(region, { data: { ImageId: image.imageId, InstanceType: 't3.small' }, subnetId }),
    stopHeart: stop,
    async close() {
      stop();
      await api.close();
    },
  };
}

const ACCESS_KEY = 'AKIDTEST';
const OTHER_KEY = 'AKIDOTHER';
const checkedActions = checkedReplies(actionsByService);

async function serve(region: Region) {
  const server = createServer({
    region,
    actionsByService: checkedActions,
    accessKey: ACCESS_KEY,
    save: () => undefined,
  });
  const endpoint = `http://127.0.0.1:${await server.listen(0)}`;
  const made: Clients[] = [];
  const clients = ({ account = 'own', name = region.name, credentials }: Place): Clients => {
    const key = { accessKeyId: account === 'own' ? ACCESS_KEY : OTHER_KEY, secretAccessKey: 'secret' };
    const settings = { region: name, endpoint, credentials: credentials ?? key, maxAttempts: 1 };
    const those = clientsWith(settings);
    made.push(those);
    return those;
  };
  const { ec2, autoscaling, elbv2, cloudwatch } = clients({});
  const close = async () => {
    for (const client of made.flatMap((those) => Object.values<{ destroy(): void }>({ ...those })))
      client.destroy();
    await server.close();
  };
  return { endpoint, accessKey: ACCESS_KEY, ec2, autoscaling, elbv2, cloudwatch, clients, close };
}
