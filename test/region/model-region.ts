import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';

import { memoryEvents, type TimedEvent } from '../../region/events.ts';
import { actionsByService, animate, emptyState } from '../../region/life/model.ts';
import { registerBaseImage } from '../../region/model/ec2/images.ts';
import { launch } from '../../region/model/ec2/launch.ts';
import type { Instance } from '../../region/model/ec2/state.ts';
import { subnets, vpcId } from '../../region/model/ec2/subnets.ts';
import { takeOver } from '../../region/model/ec2/take-over.ts';
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
  readonly subnetIds: readonly [string, string];
  readonly vpcId: string;
  /** Launches an instance of the base image beside the API, for tests that need just any. */
  runInstance(subnetId?: string): Instance;
  /** The model stands still from now on, as if its process were gone. */
  stopHeart(): void;
  close(): Promise<void>;
}

export async function startModelRegion(): Promise<ModelRegion> {
  const clock = virtualClock();
  const machines = instantMachines();
  const prober = scriptedProber();
  const balancer = recordedBalancer();
  const events = memoryEvents(clock);
  const about = { name: 'eu-test-1', accountId: '000000000000', network: networkOf('eu-test-1') };
  const random = seededRandom('eu-test-1');
  const still = { ...about, clock, random, machines, prober, balancer, events, state: emptyState() };
  const { region, heart } = animate(still, () => undefined);
  takeOver(region);
  const image = registerBaseImage(region, {
    name: 'debian-12-amd64-20261121',
    layer: 'base',
    architecture: 'x86_64',
    created: clock.now(),
  });
  const api = await serve(region);
  const [a, b] = subnets(region);
  if (a === undefined || b === undefined) throw new Error('the region has less than two subnets');
  return {
    ...{ region, clock, machines, prober, balancer, events: events.events },
    ...api,
    subnetIds: [a.subnetId, b.subnetId],
    vpcId: vpcId(region),
    runInstance: (subnetId) =>
      launch(region, { data: { ImageId: image.imageId, InstanceType: 't3.small' }, subnetId }),
    stopHeart: () => {
      heart.stop();
    },
    async close() {
      heart.stop();
      await api.close();
    },
  };
}

const ACCESS_KEY = 'AKIDTEST';
const checkedActions = checkedReplies(actionsByService);

async function serve(region: Region) {
  const server = createServer({
    region,
    actionsByService: checkedActions,
    accessKey: ACCESS_KEY,
    save: () => undefined,
  });
  const endpoint = `http://127.0.0.1:${await server.listen(0)}`;
  const credentials = { accessKeyId: ACCESS_KEY, secretAccessKey: 'secret' };
  const settings = { region: region.name, endpoint, credentials, maxAttempts: 1 };
  const ec2 = new EC2Client(settings);
  const autoscaling = new AutoScalingClient(settings);
  const elbv2 = new ElasticLoadBalancingV2Client(settings);
  const cloudwatch = new CloudWatchClient(settings);
  const close = async () => {
    for (const client of [ec2, autoscaling, elbv2, cloudwatch]) client.destroy();
    await server.close();
  };
  return { endpoint, accessKey: ACCESS_KEY, ec2, autoscaling, elbv2, cloudwatch, close };
}
