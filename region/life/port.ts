import { createServer } from 'node:net';

import type { Network } from '../network.ts';
import { Refusal } from './refusal.ts';

/** @throws Refusal when somebody else listens where the API is to */
export function checkPort({ port }: Network): Promise<void> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? inUse(port) : error);
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve();
      });
    });
  });
}

function inUse(port: number): Refusal {
  return new Refusal(
    'region-unreachable',
    `Port ${port} on 127.0.0.1 is in use`,
    'Choose another one with --port.',
  );
}
