import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { STSClient } from '@aws-sdk/client-sts';
import { credentialsFor } from './credentials.ts';
import type { Place } from './place.ts';

/** The SDK's clients for one place, each loaded when it is first asked for (client-ec2 alone costs 0.25 s). */
export interface Clients {
  ec2(): Promise<EC2Client>;
  autoscaling(): Promise<AutoScalingClient>;
  cloudwatch(): Promise<CloudWatchClient>;
  elbv2(): Promise<ElasticLoadBalancingV2Client>;
  ssm(): Promise<SSMClient>;
  sts(): Promise<STSClient>;
}

/** Milliseconds: the SDK waits for ever by default, and a roll may not. */
const PATIENCE = { connectionTimeout: 5_000, requestTimeout: 60_000, throwOnRequestTimeout: true };

export interface ClientOptions {
  readonly attempts?: number;
  /** Once it is aborted, nothing more is sent, and what is on the wire is let go of. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Clients that reach that place and no other: with an endpoint, its address for each of them and made-up credentials,
 * so that nothing local can reach AWS.
 *
 * Reads are tried three times by the SDK; writes are the caller's to send with one attempt (ROLL.md 7).
 */
export function clientsOf(place: Place, { attempts, signal }: ClientOptions = {}): Clients {
  const settings = async () => ({
    region: place.region,
    requestHandler: PATIENCE,
    ...(attempts === undefined ? {} : { maxAttempts: attempts }),
    ...(place.endpoint === undefined
      ? {}
      : { endpoint: place.endpoint, credentials: await credentialsFor(place) }),
  });
  const made = <T extends object>(make: () => Promise<T>) => once(async () => heeding(await make(), signal));
  return {
    ec2: made(async () => new (await import('@aws-sdk/client-ec2')).EC2Client(await settings())),
    autoscaling: made(
      async () => new (await import('@aws-sdk/client-auto-scaling')).AutoScalingClient(await settings()),
    ),
    cloudwatch: made(
      async () => new (await import('@aws-sdk/client-cloudwatch')).CloudWatchClient(await settings()),
    ),
    elbv2: made(
      async () =>
        new (await import('@aws-sdk/client-elastic-load-balancing-v2')).ElasticLoadBalancingV2Client(
          await settings(),
        ),
    ),
    ssm: made(async () => new (await import('@aws-sdk/client-ssm')).SSMClient(await settings())),
    sts: made(async () => new (await import('@aws-sdk/client-sts')).STSClient(await settings())),
  };
}

/** The client, every call of which ends with the signal. */
function heeding<T extends object>(client: T, signal: AbortSignal | undefined): T {
  if (signal === undefined) return client;
  const { send } = client as { readonly send: (command: unknown, options?: object) => unknown };
  return Object.assign(client, {
    send: (command: unknown, options?: object) =>
      send.call(client, command, { abortSignal: signal, ...options }),
  });
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
