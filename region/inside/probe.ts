import http from 'node:http';
import net from 'node:net';

import type { Probe, ProbeResult } from '../balancer/balancer.ts';

/** Makes one health check as the checkers of a load balancer do: a connection of its own, and one GET where there is a path. */
export function probe(check: Probe): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const { path } = check;
    const attempt = path === undefined ? connect(check, finish) : get({ ...check, path }, finish);
    const timer = setTimeout(() => {
      finish({ kind: 'timeout' });
    }, check.timeout);
    function finish(result: ProbeResult): void {
      clearTimeout(timer);
      resolve(result);
      attempt.destroy();
    }
    attempt.on('error', ({ message }) => {
      finish({ kind: 'failed', why: message });
    });
  });
}

type Finish = (result: ProbeResult) => void;

/** Only the status counts. */
function get({ address, port, path }: Probe & { path: string }, finish: Finish): http.ClientRequest {
  const headers = { 'user-agent': 'ELB-HealthChecker/2.0', connection: 'close' };
  const request = http.get({ host: address, port, path, agent: false, headers });
  return request.once('response', ({ statusCode = 0 }) => {
    finish({ kind: 'answered', status: statusCode });
  });
}

function connect({ address, port }: Probe, finish: Finish): net.Socket {
  const socket = net.connect({ host: address, port });
  return socket.once('connect', () => {
    finish({ kind: 'connected' });
  });
}
