import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient } from '@aws-sdk/client-iam';
import { SSMClient } from '@aws-sdk/client-ssm';

/** Where the infrastructure stands: a region of AWS, or a local one by its endpoint and its key. */
export interface Place {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The SDK's clients for that place. */
export interface Cloud {
  readonly autoscaling: AutoScalingClient;
  readonly balancing: ElasticLoadBalancingV2Client;
  readonly ec2: EC2Client;
  readonly iam: IAMClient;
  readonly ssm: SSMClient;
}

export function cloudAt({ region, endpoint, credentials }: Place): Cloud {
  const settings = {
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  };
  return {
    autoscaling: new AutoScalingClient(settings),
    balancing: new ElasticLoadBalancingV2Client(settings),
    ec2: new EC2Client(settings),
    iam: new IAMClient(settings),
    ssm: new SSMClient(settings),
  };
}

/** What a call answers, or undefined where there is no such thing: AWS says that by an error with one of these names. */
export async function found<T>(call: Promise<T>, ...absent: string[]): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && absent.includes(error.name)) return undefined;
    throw error;
  }
}
