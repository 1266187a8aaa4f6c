import type { IncomingHttpHeaders } from 'node:http';

import { ownerOfKey } from '../model/ec2/credentials.ts';
import { mayDo, sessionArn } from '../model/iam/sessions.ts';
import type { Region } from '../region.ts';
import { AwsError } from './aws-error.ts';
import type { Call } from './call.ts';
import type { Caller } from './caller.ts';

/**
 * Refuses whoever may not ask. A web page must not start containers: so no Origin, no Host but the region's own, and nobody
 * without an access key. The signature itself is not checked.
 *
 * @param home the endpoint's first region
 * @param port where the API listens on loopback
 * @param accessKey the access key id of its owner; those of the other accounts its realm knows
 * @returns who it is
 * @throws AwsError with status 403
 */
export function admit(
  home: Region,
  call: Call,
  headers: IncomingHttpHeaders,
  port: number,
  accessKey: string,
): Caller {
  checkHost(home, headers, port);
  if (call.accessKey === accessKey) return { kind: 'owner', accountId: home.accountId };
  if (call.accessKey === undefined) throw unsigned(call);
  const account = home.realm.accounts.find(({ accessKeyId }) => accessKeyId === call.accessKey);
  if (account !== undefined) return { kind: 'owner', accountId: account.id };
  return admitSession(home, call) ?? admitInstance(home, call, call.accessKey);
}

/** Whoever holds the key of a session that AssumeRole gave out. */
function admitSession({ realm, clock }: Region, call: Call): Caller | undefined {
  for (const account of realm.accounts) {
    const session = account.state.sessions.find(({ accessKeyId }) => accessKeyId === call.accessKey);
    if (session === undefined) continue;
    if (session.token !== call.sessionToken) throw unknownKey(call);
    if (session.expires <= clock.now()) throw expired(call);
    if (!mayDo(account, session, `${call.api.service}:${call.action}`)) {
      throw notAllowed(call, sessionArn(account.id, session));
    }
    return { kind: 'session', accountId: account.id, session };
  }
  return undefined;
}

function admitInstance({ realm, clock }: Region, call: Call, accessKey: string): Caller {
  for (const region of realm.regions) {
    const { instance, credentials } = ownerOfKey(region, accessKey) ?? {};
    if (instance === undefined || credentials === undefined) continue;
    if (credentials.token !== call.sessionToken) throw unknownKey(call);
    if ((credentials.expires ?? Infinity) <= clock.now()) throw expired(call);
    const allowed = call.api.service === 'ssm' && call.action.startsWith('Get');
    if (!allowed) throw notAllowed(call, `${instance.role ?? ''}/${instance.instanceId}`);
    return { kind: 'instance', accountId: region.accountId, instance };
  }
  throw unknownKey(call);
}

function checkHost(region: Region, headers: IncomingHttpHeaders, port: number): void {
  if (headers.origin !== undefined) {
    throw new AwsError(
      'RequestForbidden',
      'The local region does not answer web pages (the request has an Origin header)',
      403,
    );
  }
  const { network } = region;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`, `${network.privatePrefix}.0.1:${network.port}`];
  if (!hosts.includes(headers.host ?? '')) {
    throw new AwsError(
      'RequestForbidden',
      `The local region does not answer for the host '${headers.host ?? ''}'`,
      403,
    );
  }
}

function unsigned(call: Call): AwsError {
  const text = 'Request is missing Authentication Token';
  return new AwsError(
    call.api.dialect === 'json' ? 'MissingAuthenticationTokenException' : 'MissingAuthenticationToken',
    text,
    403,
  );
}

function unknownKey({ api }: Call): AwsError {
  switch (api.dialect) {
    case 'ec2':
      return new AwsError('AuthFailure', 'AWS was not able to validate the provided access credentials', 403);
    case 'query':
      return new AwsError(
        'InvalidClientTokenId',
        'The security token included in the request is invalid.',
        403,
      );
    case 'json':
      return new AwsError(
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
        403,
      );
  }
}

/** A key that lasted for a time, which is over [I: aws-sdk-ruby#143]. */
function expired({ api }: Call): AwsError {
  const text = 'The security token included in the request is expired';
  switch (api.dialect) {
    case 'ec2':
      return new AwsError('RequestExpired', 'Request has expired.');
    case 'query':
      return new AwsError('ExpiredToken', text, 403);
    case 'json':
      return new AwsError('ExpiredTokenException', text);
  }
}

function notAllowed({ api, action }: Call, who: string): AwsError {
  const text = `User: ${who} is not authorized to perform: ${api.service}:${action}`;
  switch (api.dialect) {
    case 'ec2':
      return new AwsError('UnauthorizedOperation', text, 403);
    case 'query':
      return new AwsError('AccessDenied', text, 403);
    case 'json':
      return new AwsError('AccessDeniedException', text, 403);
  }
}
