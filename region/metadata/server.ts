import http from 'node:http';
import type { Socket } from 'node:net';

import type { Clock } from '../clock.ts';
import type { MachineSpec } from '../machines/machines.ts';
import { documentOf, type Entry } from './document.ts';
import type { Credentials } from '../model/ec2/state.ts';
import { makeTokens, type Tokens } from './tokens.ts';

export interface MetadataOptions {
  readonly clock: Clock;
  /** The machine that runs at a private address. */
  readonly machineAt: (address: string) => MachineSpec | undefined;
  /** What the machine's role is given. */
  readonly credentialsOf: (instanceId: string) => Credentials | undefined;
  /** Where the machine's Auto Scaling group takes it; undefined where it is in none. */
  readonly targetLifecycleOf: (instanceId: string) => string | undefined;
  /** When EC2 takes the machine back, where that is under way; in milliseconds since the epoch. */
  readonly reclaimedAt?: (instanceId: string) => number | undefined;
}

/**
 * The instance metadata service, in its version 2 alone: first a PUT for a token, then GETs that show it [UG:
 * instancedata-data-retrieval]. It tells instances apart by their address. Gives what serves one connection.
 */
export function metadataServer(options: MetadataOptions): (socket: Socket) => void {
  const tokens = makeTokens(options.clock);
  const server = http.createServer((request, response) => {
    const machine = options.machineAt(request.socket.remoteAddress ?? '');
    const answer = machine === undefined ? { status: 404 } : answerTo(request, machine, tokens, options);
    response.writeHead(answer.status, { 'content-type': 'text/plain' });
    response.end(answer.text ?? '');
  });
  return (socket) => void server.emit('connection', socket);
}

interface Answer {
  readonly status: number;
  readonly text?: string;
}

function answerTo(
  { method, url = '/', headers }: http.IncomingMessage,
  machine: MachineSpec,
  tokens: Tokens,
  { credentialsOf, targetLifecycleOf, reclaimedAt }: MetadataOptions,
): Answer {
  const path = url.split('/').filter(Boolean);
  if (method === 'PUT') return giveToken(path, headers, machine, tokens);
  if (method !== 'GET') return { status: 405 };
  if (!tokens.isGood(machine.instanceId, single(headers['x-aws-ec2-metadata-token']))) return { status: 401 };
  if (path[0] !== 'latest') return { status: 404 };
  const { instanceId } = machine;
  const document = documentOf(
    machine,
    credentialsOf(instanceId),
    targetLifecycleOf(instanceId),
    reclaimedAt?.(instanceId),
  );
  const text = textAt(document, path.slice(1));
  return text === undefined ? { status: 404 } : { status: 200, text };
}

/** A request that came by a proxy gets no token [UG]. */
function giveToken(
  path: readonly string[],
  headers: http.IncomingHttpHeaders,
  { instanceId }: MachineSpec,
  tokens: Tokens,
): Answer {
  if (path.join('/') !== 'latest/api/token') return { status: 404 };
  if (headers['x-forwarded-for'] !== undefined) return { status: 403 };
  const life = Number(single(headers['x-aws-ec2-metadata-token-ttl-seconds']));
  if (!Number.isInteger(life) || life < 1 || life > 21_600) return { status: 400 };
  return { status: 200, text: tokens.give(instanceId, life) };
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

/** What is at a path: an entry's text, or the names in a folder, those of folders with a `/`. */
function textAt(document: Entry, path: readonly string[]): string | undefined {
  let entry: Entry | undefined = document;
  for (const name of path) {
    if (typeof entry !== 'object' || !Object.hasOwn(entry, name)) return undefined;
    entry = entry[name];
  }
  if (typeof entry !== 'object') return entry;
  return Object.entries(entry)
    .map(([name, below]) => (typeof below === 'object' ? `${name}/` : name))
    .join('\n');
}
