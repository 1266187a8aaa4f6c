import type * as sdk from '@aws-sdk/client-sts';

import { trusts } from '../../model/iam/policy.ts';
import { roleArn } from '../../model/iam/roles.ts';
import { sessionArn, startSession } from '../../model/iam/sessions.ts';
import type { Role } from '../../model/iam/state.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Caller } from '../../protocol/caller.ts';
import type { Region } from '../../region.ts';
import { callerArn } from '../owner.ts';

/** Seconds [M]. */
const SHORTEST = 900;
const HOUR = 3600;

/** Gives whoever a role trusts a key of it for a time; the role may be of another account. */
export const assumeRole = action<sdk.AssumeRoleRequest, sdk.AssumeRoleResponse>(
  ['RoleArn', 'RoleSessionName', 'DurationSeconds'],
  (region, { RoleArn, RoleSessionName, DurationSeconds = HOUR }, caller) => {
    checkSessionName(RoleSessionName);
    const { home, role } = roleAt(region, RoleArn, caller);
    checkDuration(DurationSeconds, role, caller);
    const session = startSession(home, role, RoleSessionName, DurationSeconds);
    return {
      Credentials: {
        AccessKeyId: session.accessKeyId,
        SecretAccessKey: session.secretAccessKey,
        SessionToken: session.token,
        Expiration: new Date(session.expires),
      },
      AssumedRoleUser: {
        AssumedRoleId: `${session.roleId}:${session.name}`,
        Arn: sessionArn(home.accountId, session),
      },
    };
  },
);

/** What is not there is told like what does not trust the caller [I: moto#6793]. */
function roleAt(region: Region, arn: string, caller: Caller): { home: Region; role: Role } {
  const accountId = /^arn:aws:iam::(\d{12}):role\//.exec(arn)?.[1];
  if (accountId === undefined) throw new AwsError('ValidationError', `${arn} is invalid`);
  const who = callerArn(caller);
  const account = region.realm.accounts.find(({ id }) => id === accountId);
  const role = account?.state.roles.find((one) => roleArn({ accountId }, one) === arn);
  if (role === undefined || !trusts(role.trust, { accountId: caller.accountId, arn: who })) {
    throw new AwsError(
      'AccessDenied',
      `User: ${who} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
      403,
    );
  }
  return { home: region.realm.regionOf(accountId, region.name), role };
}

function checkSessionName(name: string): void {
  if (/^[\w+=,.@-]{2,64}$/.test(name)) return;
  throw new AwsError(
    'ValidationError',
    `1 validation error detected: Value '${name}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
  );
}

/** Whoever has a session already gets an hour at most [UG]. */
function checkDuration(seconds: number, { longest }: Role, caller: Caller): void {
  if (seconds < SHORTEST || seconds > 12 * HOUR) {
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value from 900 to 43200`,
    );
  }
  if (seconds > HOUR && caller.kind === 'session') {
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
  }
  if (seconds > longest) {
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
}
