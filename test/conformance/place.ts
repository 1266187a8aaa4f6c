import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { DescribeSubnetsCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Test } from 'tap';

import { startModelRegion } from '../region/model-region.ts';

/** Where the same test is asked of the local region's model, or of AWS itself. */
export interface Place {
  readonly ec2: EC2Client;
  readonly autoscaling: AutoScalingClient;
  readonly elbv2: ElasticLoadBalancingV2Client;
  /** Two subnets of the default VPC, in two zones. */
  readonly subnetIds: readonly [string, string];
  readonly vpcId: string;
  /** An image that a t3.nano can be launched from. */
  readonly imageId: string;
  /** A name that nobody else has. */
  readonly name: string;
  /** Asks again until the answer is one, for at most so many seconds of the place's own time. */
  readonly until: <T>(what: string, seconds: number, ask: () => Promise<T | undefined>) => Promise<T>;
  /** Removes something when the test ends, last made first; what cannot be removed is said, for it may cost money. */
  readonly remove: (how: () => Promise<unknown>) => void;
}

/** Set by `npm run conformance`, after the account was checked: the region of AWS to ask. */
export const AWS_REGION_ASKED = 'BAKEROLL_CONFORMANCE_REGION';

export async function conformancePlace(t: Test): Promise<Place> {
  const aws = process.env[AWS_REGION_ASKED];
  const place = aws === undefined ? await modelPlace(t) : await awsPlace(aws);
  const removals: (() => Promise<unknown>)[] = [];
  t.teardown(async () => {
    for (const how of removals.toReversed()) await how().catch(said);
    await place.close();
  });
  const name = `bakeroll-conformance-${randomBytes(4).toString('hex')}`;
  return { ...place, name, remove: (how) => void removals.push(how), until };

  async function until<T>(what: string, seconds: number, ask: () => Promise<T | undefined>): Promise<T> {
    for (let passed = 0; passed <= seconds; passed += place.step) {
      const answer = await ask();
      if (answer !== undefined) return answer;
      await place.pass(place.step);
    }
    throw new Error(`${what}: not so after ${seconds} s`);
  }
}

function said(cause: unknown): void {
  console.error(`something may be left in the account: ${String(cause)}`);
}

async function modelPlace(t: Test) {
  const model = await startModelRegion();
  const { ec2, autoscaling, elbv2, subnetIds, vpcId } = model;
  const [image] = model.region.state.ec2.images;
  if (image === undefined) throw new Error('the model region has no image');
  t.comment('asked of the model of the local region; `npm run conformance` asks AWS');
  return {
    ...{ ec2, autoscaling, elbv2, subnetIds, vpcId, imageId: image.imageId, step: 1 },
    pass: (seconds: number) => model.clock.pass(seconds),
    close: () => model.close(),
  };
}

/** Amazon's own parameter that names its newest Linux. */
const NEWEST_LINUX = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64';

async function awsPlace(region: string) {
  const ec2 = new EC2Client({ region });
  const ssm = new SSMClient({ region });
  const { Vpcs = [] } = await ec2.send(
    new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }),
  );
  const vpcId = needed('a default VPC', Vpcs[0]?.VpcId);
  const { Subnets = [] } = await ec2.send(
    new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }),
  );
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: NEWEST_LINUX }));
  const subnetIds = [
    needed('a subnet', Subnets[0]?.SubnetId),
    needed('a second subnet', Subnets[1]?.SubnetId),
  ] as const;
  const autoscaling = new AutoScalingClient({ region });
  const elbv2 = new ElasticLoadBalancingV2Client({ region });
  const clients = [ec2, ssm, autoscaling, elbv2];
  return {
    ...{ ec2, autoscaling, elbv2, subnetIds, vpcId, step: 5 },
    imageId: needed("Amazon's image", Parameter?.Value),
    pass: (seconds: number) => pause(seconds * 1000),
    close: () => {
      for (const client of clients) client.destroy();
      return Promise.resolve();
    },
  };
}

function needed(what: string, value: string | undefined): string {
  if (value === undefined) throw new Error(`the account has no ${what} there`);
  return value;
}
