import { AutoScalingClient, SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import t from 'tap';

import { breakRegion } from '../../../region/faults/break.ts';
import { startWorld } from './world.ts';

const WISH = { AutoScalingGroupName: 'web', DesiredCapacity: 3 };

t.test(
  'SIM-13 a region that is broken is broken by either way: refused, done without an answer, or neither',
  async (t) => {
    const world = await startWorld(t);
    const client = new AutoScalingClient({ ...world.client, maxAttempts: 1 });
    t.teardown(() => {
      client.destroy();
    });
    const ways = [
      () => world.call('autoscaling', 'SetDesiredCapacity', WISH),
      () => client.send(new SetDesiredCapacityCommand(WISH)),
    ];
    for (const ask of ways) {
      breakRegion(world.region, {
        kind: 'error',
        words: ['ScalingActivityInProgress', 'SetDesiredCapacity'],
        times: 1,
      });
      await t.rejects(ask(), /was told to answer/);
      breakRegion(world.region, { kind: 'hang', words: ['SetDesiredCapacity'], times: 1 });
      await t.rejects(ask(), { name: 'TimeoutError' });
      t.equal((await world.group()).DesiredCapacity, 2);
      breakRegion(world.region, { kind: 'lost-answer', words: ['SetDesiredCapacity'], times: 1 });
      await t.rejects(ask(), { name: 'TimeoutError' });
      t.equal((await world.group()).DesiredCapacity, 3, 'it was done');
      await world.call('autoscaling', 'SetDesiredCapacity', { ...WISH, DesiredCapacity: 2 });
    }
  },
);
