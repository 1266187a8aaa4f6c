import t from 'tap';
import { readPolicy } from '../../cli/policy.ts';

t.test('each flag says what its key in the config would say', (t) => {
  const said = readPolicy({
    ...{ surge: '50%', max: 'raise', minHealthy: '90%', canary: '1', canarySoak: '2m', samples: '3' },
    ...{ steps: '25%,50%:10m,4:pause', keepWarm: '1h', alarms: 'errors,latency', onFailure: 'hold' },
    ...{ deadlineTotal: '1h', maxBadLaunches: '2' },
  });
  t.same(said, {
    ...{
      surge: { percent: 50 },
      max: 'raise',
      min_healthy: { percent: 90 },
      canary: 1,
      canary_soak: 120_000,
    },
    ...{ samples: 3, keep_warm: 3_600_000, alarms: ['errors', 'latency'], on_failure: 'hold' },
    steps: [
      { to: { percent: 25 }, soak: 0, pause: false },
      { to: { percent: 50 }, soak: 600_000, pause: false },
      { to: { count: 4 }, soak: 0, pause: true },
    ],
    deadline: { total: 3_600_000 },
    max_bad_launches: 2,
  });
  t.same(readPolicy({ message: 'why' }), {});
  t.end();
});

t.test('what a flag does not take is refused, and the flag is named', (t) => {
  for (const [options, flag] of [
    [{ surge: 'lots' }, '--surge'],
    [{ canary: '-1' }, '--canary'],
    [{ steps: '25%,half' }, '--steps'],
    [{ deadlineTotal: 'soon' }, '--deadline-total'],
    [{ onFailure: 'panic' }, '--on-failure'],
    [{ max: 'huge' }, '--max'],
  ] as const) {
    t.throws(() => readPolicy(options), { code: 'usage', message: new RegExp(flag) }, flag);
  }
  t.end();
});
