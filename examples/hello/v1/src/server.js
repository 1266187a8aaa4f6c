import { createServer } from 'node:http';
import { pages } from './pages.js';

/** Serves the pages; every answer names the release that gave it. */
export function serve(settings, database) {
  const answers = pages(settings, database);
  const server = createServer(async (request, response) => {
    const { status, body } = await answerTo(answers, request);
    const text = `${JSON.stringify(body)}\n`;
    response.writeHead(status, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(text),
      'Cache-Control': 'no-store',
      'X-Release': settings.release,
      ...(server.isStopping ? { Connection: 'close' } : {}),
    });
    response.end(request.method === 'HEAD' ? '' : text);
  });
  // Longer than the balancer keeps an idle connection (60 s): it must never send a request into one that we just closed.
  server.keepAliveTimeout = 75_000;
  server.headersTimeout = 80_000;
  server.listen(settings.port, () => {
    console.log(`hello ${settings.release} serves ${settings.environment} on port ${server.address().port}`);
  });
  return server;
}

async function answerTo(answers, request) {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return { status: 405, body: { error: 'only GET and HEAD' } };
  const page = answers[request.url.split('?')[0]];
  if (!page) return { status: 404, body: { error: 'no such page' } };
  try {
    return { status: 200, body: await page() };
  } catch (error) {
    console.error(`hello: ${request.url}: ${error.message}`);
    return { status: 503, body: { error: 'the database does not answer' } };
  }
}
