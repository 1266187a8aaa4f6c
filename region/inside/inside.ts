import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { extname, join } from 'node:path';

import type { Probe, ProbeResult, Prober } from '../balancer/balancer.ts';
import { namespaceOf, type Network } from '../network.ts';
import type { Question, Word } from './messages.ts';

/** The region's hands inside its namespace: a process of its own that lives there. */
export interface Inside extends Prober {
  /** Connects a socket that was accepted on the host, paused, to an address inside. */
  connect(socket: Socket, address: string, port: number): void;
  /** Cuts the connections to an address inside: one that vanishes does not say so. */
  cut(address: string): void;
  /** Takes the connections that instances open to an address of the region; each comes paused. Resolves when it listens. */
  accept(address: string, port: number, take: (socket: Socket) => void): Promise<void>;
  /** Resolves when the process ends, which it does not unless it is stopped or killed. */
  readonly over: Promise<void>;
  stop(): Promise<void>;
}

/** Starts the process inside; it ends with this one, however that ends. */
export function startInside(network: Network): Inside {
  const child = enter(network);
  const over = once(child, 'exit').then(() => undefined);
  const probes = new Map<number, (result: ProbeResult) => void>();
  const takers = new Map<string, (socket: Socket) => void>();
  const listening = new Map<string, () => void>();
  let asked = 0;

  child.on('message', (word: Word, socket?: Socket) => {
    switch (word.kind) {
      case 'probed':
        probes.get(word.id)?.(word.result);
        probes.delete(word.id);
        return;
      case 'listening':
        listening.get(placeOf(word))?.();
        return;
      case 'accepted':
        if (socket !== undefined) takers.get(placeOf(word))?.(socket);
        return;
    }
  });
  void over.then(() => {
    for (const answer of probes.values()) answer({ kind: 'failed', why: 'the region stops' });
  });

  function ask(question: Question, socket?: Socket): void {
    if (child.connected) child.send(question, socket);
    else socket?.destroy();
  }

  return {
    over,
    probe: (check: Probe) =>
      new Promise((resolve) => {
        asked += 1;
        probes.set(asked, resolve);
        ask({ kind: 'probe', id: asked, check });
      }),
    connect: (socket, address, port) => {
      ask({ kind: 'connect', address, port }, socket);
    },
    cut: (address) => {
      ask({ kind: 'cut', address });
    },
    accept: (address, port, take) =>
      new Promise((resolve) => {
        takers.set(placeOf({ address, port }), take);
        listening.set(placeOf({ address, port }), resolve);
        ask({ kind: 'listen', address, port });
      }),
    stop: async () => {
      if (child.connected) child.disconnect();
      await over;
    },
  };
}

function enter(network: Network): ChildProcess {
  const program = join(import.meta.dirname, `process${extname(import.meta.filename)}`);
  const child = spawn('ip', ['netns', 'exec', namespaceOf(network), process.execPath, program], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { PATH: process.env['PATH'] },
  });
  // Node adds a listener for each server whose sockets are handed on, which is each public address.
  child.setMaxListeners(0);
  return child;
}

function placeOf({ address, port }: { readonly address: string; readonly port: number }): string {
  return `${address}:${port}`;
}
