import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface RawServer {
  readonly address: '127.0.0.1';
  readonly port: number;
  /** Connections taken so far. */
  connections(): number;
  /** Resolves once so many requests have come in, over all connections. */
  requests(count: number): Promise<void>;
  close(): void;
}

/** What to do with a request: the socket that it came on, and which one of that connection it is, from 1. */
export type Behaviour = (socket: Socket, nth: number) => void;

/** A TCP server on loopback that reads requests without a body and treats each as it is told. */
export async function rawServer(behave: Behaviour): Promise<RawServer> {
  const sockets = new Set<Socket>();
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  let connections = 0;
  let seen = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    let nth = 0;
    let text = '';
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      text += bytes.toString();
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        text = text.slice(end + 4);
        seen += 1;
        behave(socket, (nth += 1));
        for (const { count, resolve } of waiting) if (seen >= count) resolve();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    requests: (count) =>
      new Promise((resolve) => {
        if (seen >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** An answer of release v7, whole unless `length` says more than the body has. */
export function answer(status: string, body: string, length = body.length): string {
  return `HTTP/1.1 ${status}\r\nX-Release: v7\r\nContent-Length: ${length}\r\n\r\n${body}`;
}
