import {
  DetachInstancesCommand,
  EnterStandbyCommand,
  SetDesiredCapacityCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import t from 'tap';

import { targetLifecycleOf } from '../../../region/model/autoscaling/target-lifecycle.ts';
import { startGroup } from './scenario.ts';

const web = { AutoScalingGroupName: 'web' };

t.test('MAINTAIN-11 an instance learns where its group takes it', async (t) => {
  const g = await startGroup(t, 3);
  await g.clock.pass(1);
  const [aside = '', out = '', over = ''] = await g.members();
  const targets = () => [aside, out, over].map((id) => targetLifecycleOf(g.region, id));
  t.same(targets(), ['InService', 'InService', 'InService']);
  const ShouldDecrementDesiredCapacity = true;
  const entered = { ...web, InstanceIds: [aside], ShouldDecrementDesiredCapacity };
  await g.autoscaling.send(new EnterStandbyCommand(entered));
  const detached = { ...web, InstanceIds: [out], ShouldDecrementDesiredCapacity };
  await g.autoscaling.send(new DetachInstancesCommand(detached));
  const ended = { InstanceId: over, ShouldDecrementDesiredCapacity };
  await g.autoscaling.send(new TerminateInstanceInAutoScalingGroupCommand(ended));
  await g.clock.pass(0);
  t.same(targets(), ['Standby', 'Detached', 'Terminated']);
  await g.clock.pass(30);
  t.same(targets(), ['Standby', undefined, undefined]);
  g.machines.hang();
  await g.autoscaling.send(new SetDesiredCapacityCommand({ ...web, DesiredCapacity: 1 }));
  await g.clock.pass(0);
  const [young = ''] = await g.members('Pending');
  t.equal(targetLifecycleOf(g.region, young), 'InService');
});
