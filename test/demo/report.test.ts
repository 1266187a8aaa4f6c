import t from 'tap';

import {
  answersByRelease,
  failuresAmong,
  latencyOf,
  latenessOf,
  type Request,
  requestsIn,
} from '../../demo/traffic/report.ts';

function request(at: number, given: Partial<Request> = {}): Request {
  return {
    at,
    late: 0,
    took: 1,
    connection: 'kept',
    outcome: 'answered',
    release: 'v1',
    status: 200,
    ...given,
  };
}

t.test(
  'a request belongs to the window in which it was sent: the first instant is in it, the last is not',
  (t) => {
    const requests = [9, 10, 19, 20].map((at) => request(at, { took: 100 }));
    const report = { from: 0, to: 100, rate: 200, requests };
    t.strictSame(
      requestsIn(report, { from: 10, to: 20 }).map(({ at }) => at),
      [10, 19],
    );
    t.end();
  },
);

t.test('failures are counted by kind and release, with their instants', (t) => {
  const { release: _, ...nameless } = request(3, { outcome: 'refused' });
  const requests = [
    request(1),
    request(2, { outcome: 'short', release: 'v2' }),
    nameless,
    request(4, { outcome: 'short', release: 'v2' }),
    request(5, { outcome: 'short', release: 'v1' }),
  ];
  t.strictSame(failuresAmong(requests), [
    { kind: 'short', release: 'v2', count: 2, instants: [2, 4] },
    { kind: 'refused', release: 'unknown', count: 1, instants: [3] },
    { kind: 'short', release: 'v1', count: 1, instants: [5] },
  ]);
  t.strictSame(failuresAmong([request(1)]), []);
  t.end();
});

t.test('good answers are counted by release', (t) => {
  const requests = [
    request(1),
    request(2, { release: 'v2' }),
    request(3),
    request(4, { outcome: 'not 2xx' }),
  ];
  t.strictSame(
    [...answersByRelease(requests)],
    [
      ['v1', 2],
      ['v2', 1],
    ],
  );
  t.end();
});

t.test('latency is the nearest rank among good answers, whatever their order', (t) => {
  const hundred = Array.from({ length: 100 }, (_, index) => request(index, { took: 100 - index }));
  t.strictSame(latencyOf(hundred), { p50: 50, p99: 99, max: 100 });
  t.strictSame(latencyOf([...hundred, request(100, { took: 9999, outcome: 'timed out' })]), {
    p50: 50,
    p99: 99,
    max: 100,
  });
  t.strictSame(latencyOf([request(1, { took: 7 })]), { p50: 7, p99: 7, max: 7 });
  t.equal(latencyOf([request(1, { outcome: 'reset' })]), undefined);
  t.end();
});

t.test('lateness is told of every request, failed or not', (t) => {
  t.strictSame(latenessOf([request(1, { late: 2 }), request(2, { late: 4, outcome: 'reset' })]), {
    p50: 2,
    p99: 4,
    max: 4,
  });
  t.end();
});
