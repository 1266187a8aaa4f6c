import http from 'node:http';

/** A target: says its name and what it was asked with; `/slow` answers when it is told to `finish`, `/500` with that status. `node target.ts NAME ADDRESS PORT`. */
const [, , name = '', address = '', port = ''] = process.argv;

const slow: http.ServerResponse[] = [];

const server = http.createServer((request, response) => {
  if (request.url !== '/slow') {
    const [status] = /\d{3}$/.exec(request.url ?? '') ?? ['200'];
    response.statusCode = Number(status);
    response.end(JSON.stringify({ name, headers: request.headers }));
    return;
  }
  slow.push(response);
  process.send?.('slow');
});
server.keepAliveTimeout = 120_000;

process.on('message', () => {
  for (const response of slow) response.end(JSON.stringify({ name }));
});
process.once('disconnect', () => process.exit());

server.listen(Number(port), address, () => {
  process.send?.('listening');
});
