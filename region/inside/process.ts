import net from 'node:net';

import type { Question, Word } from './messages.ts';
import { probe } from './probe.ts';

/**
 * The region's process inside its namespace, where instances are reached and reach the region. It makes health checks, connects
 * sockets that were accepted on the host to instances, and hands sockets that instances opened to the host. It keeps nothing,
 * and ends with the process that started it.
 */
process.on('message', (question: Question, socket: net.Socket | undefined) => {
  switch (question.kind) {
    case 'probe':
      void probe(question.check).then((result) => {
        say({ kind: 'probed', id: question.id, result });
      });
      return;
    case 'connect':
      // Absent when the other side closed it on the way.
      if (socket !== undefined) join(socket, net.connect(question.port, question.address), question.address);
      return;
    case 'cut':
      for (const inner of joined.get(question.address) ?? []) inner.destroy();
      return;
    case 'listen':
      listen(question.address, question.port);
      return;
  }
});

// Node adds a listener for each server of the host whose sockets come here.
process.setMaxListeners(0);
process.once('disconnect', () => process.exit());
/** The connections to each address inside. */
const joined = new Map<string, Set<net.Socket>>();

function say(word: Word, socket?: net.Socket): void {
  process.send?.(word, socket);
}

/** Takes connections of instances and hands each one, unread, to the host. */
function listen(address: string, port: number): void {
  const server = net.createServer({ pauseOnConnect: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    say({ kind: 'accepted', address, port }, socket);
  });
  server.listen(port, address, () => {
    say({ kind: 'listening', address, port });
  });
}

/** Carries bytes both ways; when one side ends its half, so is the other's, and when one breaks, so does the other. */
function join(outer: net.Socket, inner: net.Socket, address: string): void {
  const others = joined.get(address) ?? new Set();
  joined.set(address, others.add(inner));
  outer.on('error', () => inner.destroy());
  inner.on('error', () => outer.destroy());
  outer.on('close', () => inner.destroy());
  inner.on('close', () => {
    others.delete(inner);
    outer.destroy();
  });
  outer.pipe(inner);
  inner.pipe(outer);
}
