import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import type { TargetRoute } from '../../../region/balancer/balancer.ts';
import { gatewayOf, namespaceOf, type Network } from '../../../region/network.ts';

/** A target that runs in the region's namespace. */
export interface TestTarget {
  readonly name: string;
  /** Resolves when it has got the request for `/slow`. */
  readonly gotSlow: Promise<void>;
  /** Answers what asked for `/slow`. */
  finishSlow(): void;
  route(mode: TargetRoute['mode']): TargetRoute;
  end(): Promise<void>;
}

export async function startTarget(network: Network, name: string, port: number): Promise<TestTarget> {
  const address = gatewayOf(network);
  const program = join(import.meta.dirname, 'target.ts');
  const words = [
    'netns',
    'exec',
    namespaceOf(network),
    process.execPath,
    program,
    name,
    address,
    String(port),
  ];
  const child = spawn('ip', words, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await told(child, 'listening');
  return {
    name,
    gotSlow: told(child, 'slow'),
    finishSlow: () => void child.send('finish'),
    route: (mode) => ({ instanceId: name, address, port, mode }),
    end: async () => {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

function told(child: ChildProcess, wanted: string): Promise<void> {
  return new Promise((resolve) => {
    child.on('message', (message) => {
      if (message === wanted) resolve();
    });
  });
}
