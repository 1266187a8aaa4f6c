import { request } from 'node:http';

import type { ModelRegion } from '../model-region.ts';

export interface RawReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/**
 * Sends a request as no SDK would. Signed with the owner's key unless `headers` say otherwise.
 *
 * @param body a form, such as `Action=DescribeInstances&Version=2016-11-15`, or JSON
 */
export function send(
  region: ModelRegion,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawReply> {
  return new Promise((resolve, reject) => {
    const signed = { authorization: signature(region.accessKey, 'ec2'), ...headers };
    const outgoing = request(region.endpoint, { method: 'POST', headers: signed }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const { statusCode = 0, headers } = incoming;
        resolve({ status: statusCode, headers, body: Buffer.concat(chunks).toString() });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** What a client signs with; the signature itself is never looked at. */
export function signature(accessKey: string, service: string): string {
  return `AWS4-HMAC-SHA256 Credential=${accessKey}/20261121/eu-test-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}

/** A request of EC2. */
export function ec2(action: string, more = ''): string {
  return `Action=${action}&Version=2016-11-15${more}`;
}

/** A request of Auto Scaling, whose protocol is that of all the others. */
export function autoscaling(action: string, more = ''): string {
  return `Action=${action}&Version=2011-01-01${more}`;
}

/** The headers of a request of SSM. */
export function ssm(action: string): Record<string, string> {
  return { 'x-amz-target': `AmazonSSM.${action}`, 'content-type': 'application/x-amz-json-1.1' };
}
