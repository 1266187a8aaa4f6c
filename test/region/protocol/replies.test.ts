import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import t from 'tap';

import { startModelRegion } from '../model-region.ts';
import { faultsOfReply, serviceModel } from './service-model.ts';

/** Every other test of the model region is asked through the same check. */
t.test('PROTO-18 every reply is valid by the model that AWS publishes of its service', async (t) => {
  const region = await startModelRegion();
  t.teardown(() => region.close());
  const { AutoScalingGroups } = await region.autoscaling.send(new DescribeAutoScalingGroupsCommand({}));
  t.strictSame(AutoScalingGroups, []);
});

const activity = {
  ActivityId: 'an-id',
  AutoScalingGroupName: 'web',
  Cause: 'At 2026-11-21T08:00:00Z an instance was started.',
  StartTime: new Date(0),
  StatusCode: 'Successful',
};

const model = serviceModel('autoscaling');
const faultsOf = (...Activities: object[]) =>
  faultsOfReply(model, 'DescribeScalingActivities', { Activities });

for (const [what, wrong, fault] of [
  ['a required member that is missing', { ...activity, Cause: undefined }, /lacks the required member Cause/],
  ['a text that the enumeration has not', { ...activity, StatusCode: 'Done' }, /'Done'/],
  ['a text where a time is due', { ...activity, StartTime: '2026-11-21' }, /no time/],
  ['a text where a number is due', { ...activity, Progress: '100' }, /no whole number/],
] as const) {
  t.test(`the check sees ${what}`, (t) => {
    t.strictSame(faultsOf(activity), []);
    const faults = faultsOf(activity, wrong);
    t.equal(faults.length, 1);
    t.match(faults[0], fault);
    t.end();
  });
}
