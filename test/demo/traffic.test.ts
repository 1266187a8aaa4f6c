import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import t from 'tap';

import { startLoad } from '../../demo/traffic/load.ts';
import { failuresAmong, type TrafficReport } from '../../demo/traffic/report.ts';
import { startTraffic } from '../../demo/traffic/traffic.ts';
import { answer, type Behaviour, rawServer } from './raw-server.ts';

const RATE = 200;

/** The report of a load that ran until the server had seen so many requests. */
async function loadOn(behave: Behaviour, count: number, timeout = 5000): Promise<TrafficReport> {
  const server = await rawServer(behave);
  const load = startLoad({ address: server.address, port: server.port, path: '/', timeout }, RATE);
  await server.requests(count);
  const report = await load.stop();
  server.close();
  return report;
}

const good: Behaviour = (socket) => socket.write(answer('200 OK', 'hello'));

t.test('requests are due at even distances, and alternate between kept and fresh connections', async (t) => {
  const { requests } = await loadOn(good, 40);
  const byDue = requests.toSorted((a, b) => a.at - a.late - (b.at - b.late));
  const [first] = byDue;
  for (const [index, { at, late, connection, outcome, release, status }] of byDue.entries()) {
    const due = first ? at - late - (first.at - first.late) : Number.NaN;
    t.equal(Math.round(due * 1000), (index * 1_000_000) / RATE, 'due at 5 ms after the one before it');
    t.equal(connection, index % 2 === 0 ? 'kept' : 'fresh');
    t.ok(late >= 0, 'never sent before it is due');
    t.strictSame({ outcome, release, status }, { outcome: 'answered', release: 'v7', status: 200 });
  }
});

t.test('a kept connection carries many requests, and a fresh one carries one', async (t) => {
  let again = 0;
  const { requests } = await loadOn((socket, nth) => {
    if (nth > 1) again += 1;
    socket.write(answer('200 OK', 'hello'));
  }, 100);
  const kept = requests.filter(({ connection }) => connection === 'kept').length;
  t.ok(again > 0, 'some came on a connection that had carried one before');
  t.ok(again < kept, 'and only kept ones did: each client opened its connection with one');
});

t.test('each way to fail is told by its kind, with the release where an answer named it', async (t) => {
  const ways: readonly [string, string, Behaviour][] = [
    ['reset', 'unknown', (socket) => socket.resetAndDestroy()],
    ['reset', 'unknown', (socket) => socket.end()],
    ['not 2xx', 'v7', (socket) => socket.write(answer('503 Service Unavailable', 'no'))],
    ['not 2xx', 'v7', (socket) => socket.write(answer('302 Found', ''))],
    ['short', 'v7', (socket) => socket.end(answer('200 OK', 'half', 8))],
    ['malformed', 'unknown', (socket) => socket.write('this is no HTTP\r\n\r\n')],
    ['timed out', 'unknown', () => {}],
    ['timed out', 'v7', (socket) => socket.write(answer('200 OK', 'half', 8))],
  ];
  for (const [kind, release, behave] of ways) {
    const { requests } = await loadOn(behave, 10, 200);
    const failures = failuresAmong(requests);
    t.strictSame(
      failures.map((of) => ({ kind: of.kind, release: of.release, count: of.count })),
      [{ kind, release, count: requests.length }],
    );
  }
});

t.test('a reset in the middle of an answer is a reset, not a short answer', async (t) => {
  const { requests } = await loadOn((socket) => {
    socket.write(answer('200 OK', 'half', 8), () => socket.resetAndDestroy());
  }, 10);
  for (const { outcome } of requests) t.equal(outcome, 'reset');
});

t.test('where nothing listens, every request is refused', async (t) => {
  const server = await rawServer(good);
  server.close();
  const load = startLoad({ address: server.address, port: server.port, path: '/', timeout: 5000 }, RATE);
  const { requests } = await load.stop();
  t.ok(requests.length > 0);
  for (const { outcome } of requests) t.equal(outcome, 'refused');
});

t.test('a kept connection that the server closes between requests is no failure', async (t) => {
  const { requests } = await loadOn((socket) => socket.end(answer('200 OK', 'hello')), 100);
  t.strictSame(failuresAmong(requests), []);
});

t.test(
  'a kept connection that the server closes upon a request is one failure, and not tried again',
  async (t) => {
    const { requests } = await loadOn((socket, nth) => {
      if (nth > 1) socket.resetAndDestroy();
      else socket.write(answer('200 OK', 'hello'));
    }, 100);
    const failed = requests.filter(({ outcome }) => outcome !== 'answered');
    t.ok(failed.length > 0);
    for (const { outcome, connection } of failed)
      t.strictSame({ outcome, connection }, { outcome: 'reset', connection: 'kept' });
    t.equal(
      requests.filter(({ connection }) => connection === 'fresh').length,
      Math.floor(requests.length / 2),
      'no request more than were due',
    );
  },
);

t.test('the server sees each request once: what failed is not sent again', async (t) => {
  let seen = 0;
  const { requests } = await loadOn((socket) => {
    seen += 1;
    socket.resetAndDestroy();
  }, 50);
  t.equal(seen, requests.length);
});

t.test('stopping waits for the last answer', async (t) => {
  const held: Socket[] = [];
  let holds = true;
  const server = await rawServer((socket) => {
    if (holds) held.push(socket);
    else socket.write(answer('200 OK', 'hello'));
  });
  const load = startLoad({ address: server.address, port: server.port, path: '/', timeout: 5000 }, RATE);
  await server.requests(10);
  let stopped = false;
  const stopping = load.stop().finally(() => (stopped = true));
  // A turn of the event loop in which it could have come to its end.
  await new Promise(setImmediate);
  t.equal(stopped, false);
  holds = false;
  for (const socket of held) socket.write(answer('200 OK', 'hello'));
  const { requests } = await stopping;
  server.close();
  t.ok(requests.length >= 10);
  t.strictSame(failuresAmong(requests), []);
});

t.test('the generator is a process of its own, gives its report when stopped, and ends', async (t) => {
  const server = await rawServer(good);
  const traffic = await startTraffic({ address: server.address, port: server.port, path: '/', rate: RATE });
  const [pid] = childrenOfThis();
  await server.requests(100);
  const report = await traffic.stop();
  server.close();
  t.ok(report.requests.length >= 100);
  t.equal(report.rate, RATE);
  t.ok(report.from < report.to);
  t.strictSame(failuresAmong(report.requests), []);
  t.throws(() => process.kill(Number(pid), 0), { code: 'ESRCH' });
});

t.test('a generator that is killed is an error, not a report without failures', async (t) => {
  const server = await rawServer(good);
  const traffic = await startTraffic({ address: server.address, port: server.port, path: '/', rate: RATE });
  for (const pid of childrenOfThis()) process.kill(pid, 'SIGKILL');
  await t.rejects(traffic.stop(), /ended by itself \(SIGKILL\)/);
  await t.rejects(traffic.stop(), /ended by itself \(SIGKILL\)/, 'whenever it is asked');
  server.close();
});

function childrenOfThis(): readonly number[] {
  const text = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
  return text.split(' ').filter(Boolean).map(Number);
}
