import { appendFileSync } from 'node:fs';
import http from 'node:http';
import { text } from 'node:stream/consumers';

import { startModelRegion } from '../model-region.ts';
import { type Exchange, KEPT_HEADERS } from './exchange.ts';

/**
 * `node test/region/tools/record.ts PORT FILE`: a model region at PORT, in which time passes as on the wall, for a tool to be
 * run against by hand; every exchange is appended to FILE. Region `eu-test-1`, access key `AKIDTEST`, any secret.
 */
async function main([port, file]: readonly string[]): Promise<void> {
  if (port === undefined || file === undefined) throw new Error('usage: record.ts PORT FILE');
  const region = await startModelRegion();
  const began = performance.now();
  let passed = 0;
  setInterval(() => {
    const now = (performance.now() - began) / 1000;
    const seconds = now - passed;
    passed = now;
    void region.clock.pass(seconds);
  }, 50);
  const server = http.createServer((request, response) => {
    void relay(region.endpoint, request).then((exchange) => {
      const at = Math.round((performance.now() - began) / 100) / 10;
      appendFileSync(file, `${JSON.stringify({ at, ...exchange })}\n`);
      response.writeHead(exchange.status, { 'content-type': exchange.type });
      response.end(exchange.reply);
    });
  });
  server.listen(Number(port), '127.0.0.1', () => {
    console.log(`recording at http://127.0.0.1:${port}`);
  });
}

async function relay(endpoint: string, request: http.IncomingMessage) {
  const body = await text(request);
  const headers = Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = request.headers[name];
      return value === undefined ? [] : [[name, withoutSignature(String(value))]];
    }),
  );
  const answer = await fetch(endpoint, { method: 'POST', headers, body });
  const exchange: Omit<Exchange, 'at'> = { headers, body, status: answer.status, reply: await answer.text() };
  return { ...exchange, type: answer.headers.get('content-type') ?? '' };
}

function withoutSignature(value: string): string {
  return value.replace(/, ?SignedHeaders=.*/, '');
}

await main(process.argv.slice(2));
