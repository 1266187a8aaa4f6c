import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { Socket } from 'node:net';

import { realClock } from '../clock.ts';
import { skewOf } from '../faults/clock-skew.ts';
import { type AnswerOptions, answer } from './answer.ts';
import type { Reply } from './reply.ts';

export interface Server {
  /** Listens on 127.0.0.1. @param port the region's own unless another is given; 0 takes a free one. @returns the port */
  listen(port?: number): Promise<number>;
  /** Serves a connection that came another way, such as one from an instance. */
  adopt(socket: Socket): void;
  /** Takes no more connections and cuts the open ones off. */
  close(): Promise<void>;
}

/** The region's API: EC2, Auto Scaling, ELBv2, STS and SSM on one port. */
export function createServer(options: AnswerOptions): Server {
  let port = options.region.network.port;
  const server = http.createServer((request, response) => {
    void respond(options, port, request, response);
  });

  function listen(wanted = port): Promise<number> {
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(wanted, '127.0.0.1', () => {
        const address = server.address();
        if (typeof address === 'object' && address !== null) port = address.port;
        resolve(port);
      });
    });
  }

  function close(): Promise<void> {
    return new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  }

  return { listen, close, adopt: (socket) => void server.emit('connection', socket) };
}

async function respond(
  options: AnswerOptions,
  port: number,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const requestId = randomUUID();
  const body = await readBody(request);
  const reply = body instanceof Error ? plain(400, body.message) : await route(request, body);
  if (reply.withheld === 'broken') request.socket.destroy();
  if (reply.withheld !== undefined) return;
  const skew = skewOf(options.region);
  if (skew !== 0) response.setHeader('date', new Date(realClock.now() + skew).toUTCString());
  response.writeHead(reply.status, {
    'content-type': reply.type,
    'x-amzn-requestid': requestId,
    ...reply.headers,
  });
  response.end(reply.body);

  function route({ method, url, headers }: http.IncomingMessage, text: string): Promise<Reply> | Reply {
    if (method !== 'POST' || url !== '/') return plain(404, 'The API is at POST /');
    return answer(options, { headers, body: text, requestId, port });
  }
}

/** A request of ours is far smaller: user data, the largest part of one, has at most 16 KiB. */
const LARGEST_BODY = 1024 * 1024;

/** The body as text, or why there is none. */
async function readBody(request: http.IncomingMessage): Promise<string | Error> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LARGEST_BODY) return new Error(`The request is larger than ${LARGEST_BODY} bytes`);
      chunks.push(chunk);
    }
  } catch (cause) {
    return new Error('The request broke off', { cause });
  }
  return Buffer.concat(chunks).toString('utf8');
}

function plain(status: number, text: string): Reply {
  return { status, type: 'text/plain', body: `${text}\n` };
}
