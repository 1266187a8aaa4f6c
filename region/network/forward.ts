import { createServer, type Socket } from 'node:net';

import type { Inside } from '../inside/inside.ts';

export interface Forward {
  /** A loopback address of the host. */
  readonly from: string;
  readonly port: number;
  /** An address inside the region's namespace. */
  readonly to: string;
  readonly toPort: number;
}

/**
 * Opens a loopback address of the host to an address inside the region. Gives what closes it and cuts its connections off.
 *
 * @throws Error when somebody else listens there
 */
export function forward(inside: Inside, { from, port, to, toPort }: Forward): Promise<() => void> {
  const server = createServer({ pauseOnConnect: true }, (socket: Socket) => {
    socket.on('error', () => undefined);
    inside.connect(socket, to, toPort);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, from, () => {
      resolve(() => {
        server.close();
        inside.cut(to);
      });
    });
  });
}
