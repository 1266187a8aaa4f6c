import { isWrite } from '../protocol/is-write.ts';
import type { Api } from '../protocol/api.ts';
import { AwsError } from '../protocol/aws-error.ts';
import type { Group } from '../model/autoscaling/state.ts';
import type { Region } from '../region.ts';
import { standing, strike } from './strike.ts';
import { matchesAction } from './words.ts';

/** A request, as far as faults care. */
export interface Asked {
  readonly api: Api;
  readonly action: string;
  readonly input: object;
}

/** Refuses a request where the region is broken so. @throws AwsError */
export function refuseRequest(region: Region, asked: Asked): void {
  if (strikes(region, 'throttle', asked)) throw tooMany(asked.api);
  const code = strike(region, 'error', (words) => matchesAction(words.action, asked.action))?.words.code;
  if (code !== undefined) {
    throw new AwsError(
      code,
      `The local region was told to answer ${asked.action} with ${code}`,
      statusOf(code),
    );
  }
  if (isContended(region, asked)) throw contention();
}

type Named = Pick<Asked, 'action'>;

/** Whether the answer to a request that was done is to be lost. */
export function losesAnswer(region: Region, asked: Named): boolean {
  return strikes(region, 'lost-answer', asked);
}

/** Whether a request is to be neither done nor answered. */
export function hangs(region: Region, asked: Named): boolean {
  return strikes(region, 'hang', asked);
}

function strikes(region: Region, kind: 'throttle' | 'lost-answer' | 'hang', { action }: Named): boolean {
  return strike(region, kind, (words) => matchesAction(words.action, action)) !== undefined;
}

/** What a service says to too many requests [D]: for Auto Scaling, whose rates are not published, as it was seen [I: autoscaler#252]. */
export function tooMany({ service, dialect }: Api): AwsError {
  if (dialect === 'ec2') return new AwsError('RequestLimitExceeded', 'Request limit exceeded.', 503);
  const isLong = service === 'elasticloadbalancing' || dialect === 'json';
  return new AwsError(isLong ? 'ThrottlingException' : 'Throttling', 'Rate exceeded');
}

/** Codes that AWS says with a 5xx: the SDKs try again after them. */
const OVER_THERE: Readonly<Record<string, number>> = {
  InternalError: 500,
  InternalFailure: 500,
  InternalServerError: 500,
  ResourceContention: 500,
  ServiceLinkedRoleFailure: 500,
  InsufficientInstanceCapacity: 500,
  InsufficientCapacity: 500,
  RequestLimitExceeded: 503,
  ServiceUnavailable: 503,
  Unavailable: 503,
};

function statusOf(code: string): number {
  return OVER_THERE[code] ?? 400;
}

function isContended(region: Region, { api, action, input }: Asked): boolean {
  if (api.service !== 'autoscaling' || !isWrite(action)) return false;
  if (standing(region, 'contention') === undefined) return false;
  const isBusy = groupMeant(region, input)?.activities.some(({ ended }) => ended === undefined) ?? false;
  return isBusy && strike(region, 'contention', () => true) !== undefined;
}

/** The group that a request names, or one of whose members it names. */
function groupMeant(region: Region, input: object): Group | undefined {
  const name = 'AutoScalingGroupName' in input ? input.AutoScalingGroupName : undefined;
  const id = 'InstanceId' in input ? input.InstanceId : undefined;
  return region.state.autoscaling.groups.find(
    (group) => group.name === name || group.members.some(({ instanceId }) => instanceId === id),
  );
}

function contention(): AwsError {
  const text =
    'You already have a pending update to an Amazon EC2 Auto Scaling resource (for example, an Auto Scaling group or instance).';
  return new AwsError('ResourceContention', text, 500);
}
