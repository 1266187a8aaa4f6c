import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeImagesCommand, DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import t, { type Test } from 'tap';

import { startModelRegion } from '../model-region.ts';

/** How many of so many requests are answered; the others must be refused so. */
async function answered(
  t: Test,
  count: number,
  ask: () => Promise<unknown>,
  refused: object,
): Promise<number> {
  let good = 0;
  for (let asked = 0; asked < count; asked += 1) {
    try {
      await ask();
      good += 1;
    } catch (error) {
      t.match(error, refused);
    }
  }
  return good;
}

t.test('THROTTLE-1 each action of EC2 has a bucket of its own', async (t) => {
  const model = await startModelRegion();
  t.teardown(() => model.close());
  const refused = { name: 'RequestLimitExceeded', $metadata: { httpStatusCode: 503 } };
  const instances = () => model.ec2.send(new DescribeInstancesCommand({}));
  t.equal(await answered(t, 103, instances, refused), 100);
  await model.ec2.send(new DescribeImagesCommand({ Owners: ['self'] }));
  await model.clock.pass(1);
  t.equal(await answered(t, 22, instances, refused), 20);
});

t.test('THROTTLE-2 the reading actions of ELBv2 share a bucket', async (t) => {
  const model = await startModelRegion();
  t.teardown(() => model.close());
  const refused = { name: 'ThrottlingException', message: 'Rate exceeded' };
  const groups = () => model.elbv2.send(new DescribeTargetGroupsCommand({}));
  const balancers = () => model.elbv2.send(new DescribeLoadBalancersCommand({}));
  t.equal(await answered(t, 30, groups, refused), 30);
  t.equal(await answered(t, 12, balancers, refused), 10);
  await model.clock.pass(1);
  t.equal(await answered(t, 11, groups, refused), 10);
});

t.test('THROTTLE-3 Auto Scaling refuses at the rate that is set', async (t) => {
  const model = await startModelRegion();
  t.teardown(() => model.close());
  const groups = () => model.autoscaling.send(new DescribeAutoScalingGroupsCommand({}));
  t.equal(await answered(t, 60, groups, {}), 60);
  model.region.state.throttling.autoscaling = { burst: 2, perSecond: 0.5 };
  const refused = { name: 'Throttling', message: 'Rate exceeded', $metadata: { httpStatusCode: 400 } };
  t.equal(await answered(t, 3, groups, refused), 2);
  await model.clock.pass(2);
  t.equal(await answered(t, 2, groups, refused), 1);
});
