import type { IncomingHttpHeaders } from 'node:http';

import { instanceOfKey } from '../model/ec2/credentials.ts';
import type { Region } from '../region.ts';
import { AwsError } from './aws-error.ts';
import type { Call } from './call.ts';

/**
 * Refuses whoever may not ask. A web page must not start containers: so no Origin, no Host but the region's own, and nobody
 * without an access key. The signature itself is not checked.
 *
 * @param port where the API listens on loopback
 * @param accessKey the access key id of the region's owner
 * @throws AwsError with status 403
 */
export function admit(
  region: Region,
  call: Call,
  headers: IncomingHttpHeaders,
  port: number,
  accessKey: string,
): void {
  checkHost(region, headers, port);
  if (call.accessKey === accessKey) return;
  if (call.accessKey === undefined) throw unsigned(call);
  const instance = instanceOfKey(region, call.accessKey);
  if (instance === undefined) throw unknownKey(call);
  const allowed = call.api.service === 'ssm' && call.action.startsWith('Get');
  if (!allowed) throw notAllowed(call, `${instance.role ?? ''}/${instance.instanceId}`);
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
