import { AutoScalingClient, SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import t from 'tap';

import { startWorld } from './world.ts';

t.test(
  'SIM-15 several people come in with keys of their own, and the event log tells who did what',
  async (t) => {
    const world = await startWorld(t);
    const wish = (DesiredCapacity: number) => ({ AutoScalingGroupName: 'web', DesiredCapacity });
    await world.as('AKIADRIVER').call('autoscaling', 'SetDesiredCapacity', wish(3));
    const client = new AutoScalingClient({ ...world.as('AKIASTRANGER').client, maxAttempts: 1 });
    t.teardown(() => {
      client.destroy();
    });
    await client.send(new SetDesiredCapacityCommand(wish(4)));
    await world.call('autoscaling', 'SetDesiredCapacity', wish(5));
    const callers = world.events.flatMap((event) =>
      event.type === 'request' && event.action === 'SetDesiredCapacity' ? [event.caller] : [],
    );
    t.same(callers, ['AKIADRIVER', 'AKIASTRANGER', 'AKIASIMULATED']);
  },
);
