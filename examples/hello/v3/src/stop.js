import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds for which new connections are still taken: the balancer learns late that this instance goes. */
const STILL_SERVING = 2_000;

/** Ends without breaking a request: serves on for a moment, tells kept-alive clients to leave, ends when the last answer is out. */
export async function stopGracefully(server, database) {
  server.isStopping = true;
  await delay(STILL_SERVING);
  server.close(async () => {
    await database.close();
    process.exit(0);
  });
  // Node 18 leaves idle kept-alive connections open on close(), and close() waits for them.
  server.closeIdleConnections();
}
