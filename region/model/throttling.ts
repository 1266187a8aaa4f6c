import type { Region } from '../region.ts';

/** A bucket of tokens, of which every request takes one. */
export interface Rate {
  /** So many requests at once. */
  readonly burst: number;
  /** So many tokens come back each second. */
  readonly perSecond: number;
}

/** The rates of a region; where one is missing nothing is throttled. */
export interface ThrottlingState {
  /** Each reading action of EC2 has such a bucket of its own, and each writing one such. */
  ec2Reads?: Rate;
  ec2Writes?: Rate;
  /** All reading actions of ELBv2 share one. */
  elbReads?: Rate;
  /** All actions of Auto Scaling share one, whose rate AWS does not publish: there is none until somebody sets it. */
  autoscaling?: Rate;
}

/** AWS's own, where it publishes them [UG: ec2-api-throttling, elb-api-throttling]; those of EC2's writes are recalled [R]. */
export function publishedRates(): ThrottlingState {
  return {
    ec2Reads: { burst: 100, perSecond: 20 },
    ec2Writes: { burst: 50, perSecond: 5 },
    elbReads: { burst: 40, perSecond: 10 },
  };
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Not kept: a region that starts again has full buckets. */
const bucketsOf = new WeakMap<Region, Map<string, Bucket>>();

/**
 * Takes a token for a request.
 *
 * @returns whether there was one
 */
export function takeToken(region: Region, service: string, action: string, isWrite: boolean): boolean {
  const found = bucketFor(region.state.throttling, service, action, isWrite);
  if (found === undefined) return true;
  const { name, rate } = found;
  const buckets = bucketsOf.get(region) ?? new Map<string, Bucket>();
  bucketsOf.set(region, buckets);
  const now = region.clock.now();
  const { tokens, at } = buckets.get(name) ?? { tokens: rate.burst, at: now };
  const filled = Math.min(rate.burst, tokens + ((now - at) / 1000) * rate.perSecond);
  buckets.set(name, { tokens: filled >= 1 ? filled - 1 : filled, at: now });
  return filled >= 1;
}

function bucketFor(
  { ec2Reads, ec2Writes, elbReads, autoscaling }: ThrottlingState,
  service: string,
  action: string,
  isWrite: boolean,
): { readonly name: string; readonly rate: Rate } | undefined {
  const [name, rate] =
    service === 'ec2'
      ? [action, isWrite ? ec2Writes : ec2Reads]
      : service === 'elasticloadbalancing' && !isWrite
        ? [service, elbReads]
        : [service, service === 'autoscaling' ? autoscaling : undefined];
  return rate === undefined ? undefined : { name, rate };
}
