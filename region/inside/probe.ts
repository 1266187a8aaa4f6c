import http from 'node:http';

import type { Probe, ProbeResult } from '../balancer/balancer.ts';

/** Makes one health check as the ALB's checkers do: a connection of its own, one GET, only the status counts. */
export function probe({ address, port, path, timeout }: Probe): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const request = http.get({
      host: address,
      port,
      path,
      agent: false,
      headers: { 'user-agent': 'ELB-HealthChecker/2.0', connection: 'close' },
    });
    const timer = setTimeout(() => {
      finish({ kind: 'timeout' });
    }, timeout);
    function finish(result: ProbeResult): void {
      clearTimeout(timer);
      resolve(result);
      request.destroy();
    }
    request.once('response', ({ statusCode = 0 }) => {
      finish({ kind: 'answered', status: statusCode });
    });
    request.on('error', ({ message }) => {
      finish({ kind: 'failed', why: message });
    });
  });
}
