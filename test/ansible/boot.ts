import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { packageRoot } from '../../world/places.ts';
import { authorization, signatureOf } from './signature.ts';

/** What an instance of a test finds around itself when it boots. */
export interface Surroundings {
  /** A line `BAKEROLL_ENDPOINT=…` is added, so that SSM is on this machine too. */
  readonly userData: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Parameters on a page; 10 by default. */
  readonly page?: number;
  /** How many questions are answered with status 500 first. */
  readonly faults?: number;
}

export interface Booted {
  readonly code: number;
  readonly console: string;
}

/** The script, told where the metadata service is and what is `/`. */
const DRIVER = `
import importlib.util, sys
script, address, root = sys.argv[1:]
spec = importlib.util.spec_from_file_location("environment", script)
it = importlib.util.module_from_spec(spec)
sys.dont_write_bytecode = True
spec.loader.exec_module(it)
read, write = it.read, it.write_secret
it.METADATA = address + "/latest"
it.read = lambda path: read(root + path)
it.write_secret = lambda path, text: write(root + path, text)
it.main()
`;

/** Runs the script of `bakeroll-environment.service` below the folder `root`, with metadata and SSM on a port of this machine. */
export async function boot(root: string, around: Surroundings): Promise<Booted> {
  let faults = around.faults ?? 0;
  const server = createServer((request, reply) => {
    void answer(request, around, faults-- > 0).then(([status, body]) => {
      reply.writeHead(status).end(body);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const script = join(packageRoot(), 'ansible/roles/base/files/root/usr/lib/bakeroll/environment.py');
  const child = spawn('python3', ['-c', DRIVER, script, address, root]);
  const exit = once(child, 'exit') as Promise<[number]>;
  const said = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await exit;
  server.close();
  return { code, console: said.join('') };
}

const KEY = { AccessKeyId: 'ASIAEXAMPLE', SecretAccessKey: 'wJal/rXUtn+FEMI', Token: 'FwoGZ/XIv+YXdz=' };

async function answer(
  request: IncomingMessage,
  around: Surroundings,
  isFault: boolean,
): Promise<[number, string]> {
  const body = await text(request);
  if (isFault) return [500, 'not yet'];
  if (request.method === 'POST') return answerAsSsm(request, body, around);
  if (request.method === 'PUT') return [200, 'the-token'];
  if (request.headers['x-aws-ec2-metadata-token'] !== 'the-token') return [401, ''];
  const metadata: Readonly<Record<string, string>> = {
    '/latest/user-data': `${around.userData}\nBAKEROLL_ENDPOINT=http://${request.headers.host ?? ''}/\n`,
    '/latest/meta-data/placement/region': 'eu-west-1',
    '/latest/meta-data/iam/security-credentials/': 'hello\n',
    '/latest/meta-data/iam/security-credentials/hello': JSON.stringify(KEY),
  };
  const found = metadata[request.url ?? ''];
  return found === undefined ? [404, ''] : [200, found];
}

/** As SSM: it refuses whoever has not signed with the role's key, session token included. */
function answerAsSsm(request: IncomingMessage, body: string, around: Surroundings): [number, string] {
  const { accessKeyId, scope, signedHeaders, signature } = authorization(request);
  const isSigned =
    accessKeyId === KEY.AccessKeyId &&
    scope.slice(1).join('/') === 'eu-west-1/ssm/aws4_request' &&
    signedHeaders.includes('host') &&
    signedHeaders.includes('x-amz-security-token') &&
    request.headers['x-amz-security-token'] === KEY.Token &&
    signature === signatureOf(request, body, KEY.SecretAccessKey);
  if (!isSigned) return [403, '{"__type":"InvalidSignatureException"}'];
  const { Path, NextToken, WithDecryption } = JSON.parse(body) as Record<string, unknown>;
  if (WithDecryption !== true) return [400, '{"__type":"ValidationException"}'];
  const under = Object.entries(around.parameters).filter(([name]) => name.startsWith(String(Path)));
  const from = Number(NextToken ?? 0);
  const to = from + (around.page ?? 10);
  const Parameters = under.slice(from, to).map(([Name, Value]) => ({ Name, Value }));
  return [200, JSON.stringify({ Parameters, ...(to < under.length ? { NextToken: String(to) } : {}) })];
}
