import type { IncomingHttpHeaders } from 'node:http';

import type { Api } from './api.ts';
import { apis, ec2Api } from './apis.ts';
import { type FormNode, parseForm } from './form.ts';

/** A request, before its action's input is read. */
export interface Call {
  /** Where nothing tells the service, EC2, so that there is a form to answer in. */
  readonly api: Api;
  /** The name that stands in the request; empty when there is none. */
  readonly action: string;
  readonly payload: Payload;
  /** The access key id of its SigV4 signature. */
  readonly accessKey: string | undefined;
  /** The region that its signature is for. */
  readonly scope: string | undefined;
  /** What comes with a key that lasts for a time only. */
  readonly sessionToken: string | undefined;
  /** The application id that its SDK tells; undefined where it tells none. */
  readonly app: string | undefined;
}

export type Payload =
  | { readonly kind: 'form'; readonly form: FormNode }
  | { readonly kind: 'json'; readonly text: string }
  /** In the SDK's own shape: nothing has to be read. */
  | { readonly kind: 'read'; readonly input: object };

/** Finds out which service and action a request is for: by `X-Amz-Target`, by `Version`, or by its signature's scope. */
export function identify(headers: IncomingHttpHeaders, body: string): Call {
  const { accessKey, scope, service } = signature(headers.authorization);
  const signed = {
    accessKey,
    scope,
    sessionToken: single(headers['x-amz-security-token']),
    app: appOf(headers),
  };
  const target = headers['x-amz-target'];
  if (typeof target === 'string') {
    const [prefix, action = ''] = target.split('.');
    const api = apis.find((one) => one.dialect === 'json' && one.namespace === prefix) ?? ec2Api;
    return { api, action, payload: { kind: 'json', text: body }, ...signed };
  }
  const form = parseForm(body);
  const version = taken(form, 'Version');
  const action = taken(form, 'Action') ?? '';
  const api = apis.find((one) => (version === undefined ? one.service === service : one.version === version));
  return {
    api: api ?? ec2Api,
    action: api === undefined ? '' : action,
    payload: { kind: 'form', form },
    ...signed,
  };
}

/** `Version` and `Action` are no parameters of the action. */
function taken(form: FormNode, name: string): string | undefined {
  const text = form.children.get(name)?.text;
  form.children.delete(name);
  return text;
}

/** What an Authorization header says: `AWS4-HMAC-SHA256 Credential=KEY/date/region/service/aws4_request, …`. */
function signature(authorization: string | undefined): {
  accessKey: string | undefined;
  scope: string | undefined;
  service: string | undefined;
} {
  const scope = /Credential=([^,\s]+)/.exec(authorization ?? '')?.[1]?.split('/');
  return { accessKey: scope?.[0], scope: scope?.[2], service: scope?.[3] };
}

/** What AWS's SDKs and its CLI make of `AWS_SDK_UA_APP_ID`. */
function appOf(headers: IncomingHttpHeaders): string | undefined {
  return /(?:^| )app\/([^\s;]+)/.exec(headers['user-agent'] ?? '')?.[1];
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
