import { answer, type AnswerOptions } from '../protocol/answer.ts';
import { type Random, uuid } from '../random.ts';
import { NoAnswer } from './call.ts';

/** What an SDK client hands to its `requestHandler`, as far as it is needed here. */
interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Response {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** The `requestHandler` of any SDK client, which has the region itself answer, in its own wire format but without a socket. */
export interface Handler {
  handle(request: Request): Promise<{ response: Response }>;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
}

/** @param random what request ids are made of: not the region's own, for whose ids it does not matter how one asks */
export function inProcess(options: AnswerOptions, random: Random): Handler {
  return {
    async handle({ headers, body }) {
      const requestId = uuid(random);
      const { port } = options.region.network;
      const reply = await answer(options, { headers: lowered(headers), body: textOf(body), requestId, port });
      if (reply.withheld !== undefined) throw new NoAnswer('the request');
      return {
        response: {
          statusCode: reply.status,
          headers: { 'content-type': reply.type, 'x-amzn-requestid': requestId },
          body: new TextEncoder().encode(reply.body),
        },
      };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
}

/** As Node.js reads them from a socket. */
function lowered(headers: Request['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function textOf(body: unknown): string {
  if (body === undefined) return '';
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  throw new TypeError('the body of a request is text or bytes');
}
