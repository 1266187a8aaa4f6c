import t from 'tap';
import { asItIs } from '../../roll/as-it-is.ts';

const template = { id: 'lt-1', version: 7 };
const baseline = { template, min: 1, max: 6, desired: 3, grace: 60, rebalanceSuspended: false, asked: 3 };
const left = {
  wrote: [{ min: 4, grace: 300, version: 8, rebalanceSuspended: true }],
  versions: [8],
  protects: [],
  standby: [],
};
const found = {
  min: 4,
  max: 6,
  desired: 4,
  grace: 300,
  rebalanceSuspended: true,
  template: { id: 'lt-1', version: 8 },
};

t.test('what the roll wrote is no change of anybody', (t) => {
  t.strictSame(asItIs({ baseline, left }, found), { baseline, left });
  t.end();
});

t.test('what somebody else set is what going back goes back to', (t) => {
  const theirs = { ...found, min: 2, max: 2, desired: 2, grace: 90, template: { id: 'lt-2', version: 8 } };
  t.match(asItIs({ baseline, left }, theirs).baseline, {
    ...{ min: 2, max: 2, grace: 90, rebalanceSuspended: false, template: { id: 'lt-2', version: 8 } },
    asked: 2,
  });
  t.end();
});
