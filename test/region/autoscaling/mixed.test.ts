import {
  LaunchInstancesCommand,
  SetDesiredCapacityCommand,
  StartInstanceRefreshCommand,
  UpdateAutoScalingGroupCommand,
  type MixedInstancesPolicy,
  type UpdateAutoScalingGroupType,
} from '@aws-sdk/client-auto-scaling';
import t, { type Test } from 'tap';

import { breakRegion } from '../../../region/faults/break.ts';
import { awsCli } from '../aws-cli.ts';
import { startGroup, type Grouped } from './scenario.ts';

t.test(
  'MIXED-1 a group with a policy launches its first type; others are as told by the describes',
  async (t) => {
    const g = await startMixed(t, 2);
    const group = await g.group();
    t.equal(group.LaunchTemplate, undefined);
    t.match(group.MixedInstancesPolicy, {
      LaunchTemplate: {
        LaunchTemplateSpecification: { LaunchTemplateName: 'web', Version: '1' },
        Overrides: [{ InstanceType: 't3.medium' }, { InstanceType: 't3.large' }],
      },
      InstancesDistribution: {
        OnDemandAllocationStrategy: 'prioritized',
        OnDemandBaseCapacity: 0,
        OnDemandPercentageAboveBaseCapacity: 100,
      },
    });
    t.same(await types(g), ['t3.medium', 't3.medium']);
    t.match(group.Instances?.[0]?.LaunchTemplate, { Version: '1' });
  },
);

t.test(
  'MIXED-2 where there is none of a type the next one is launched, before another zone is tried',
  async (t) => {
    const g = await startMixed(t, 0);
    breakRegion(g.region, { kind: 'no-capacity', words: ['eu-test-1a', 't3.medium'] });
    await setDesired(g, 2);
    const placed = (await g.group()).Instances?.map(
      (one) => `${one.AvailabilityZone ?? ''} ${one.InstanceType ?? ''}`,
    );
    t.same(placed, ['eu-test-1a t3.large', 'eu-test-1b t3.medium']);
    const asked = { AutoScalingGroupName: 'web', RequestedCapacity: 1, AvailabilityZones: ['eu-test-1a'] };
    const { Instances } = await g.autoscaling.send(new LaunchInstancesCommand(asked));
    t.match(Instances, [{ InstanceType: 't3.large' }]);
  },
);

t.test('MIXED-3 where there is none of any type the launch fails in this zone', async (t) => {
  const g = await startMixed(t, 0);
  breakRegion(g.region, { kind: 'no-capacity', words: ['eu-test-1a'] });
  await setDesired(g, 1);
  t.match((await g.group()).Instances, [{ AvailabilityZone: 'eu-test-1b', InstanceType: 't3.medium' }]);
  const failed = (await g.activities()).filter(({ StatusCode }) => StatusCode === 'Failed');
  t.equal(failed.length, 1);
  t.match(failed[0]?.StatusMessage, /sufficient t3\.large capacity/);
});

t.test('MIXED-4 an update switches to a policy, changes it and switches back; members stay', async (t) => {
  const g = await startGroup(t, 1);
  const ids = await g.members();
  await update(g, { MixedInstancesPolicy: policy(['m6i.large']) });
  await setDesired(g, 2);
  t.same(await types(g), ['t3.small', 'm6i.large']);
  await update(g, { MixedInstancesPolicy: { InstancesDistribution: { OnDemandBaseCapacity: 1 } } });
  t.match((await g.group()).MixedInstancesPolicy, {
    LaunchTemplate: { Overrides: [{ InstanceType: 'm6i.large' }] },
    InstancesDistribution: { OnDemandBaseCapacity: 1 },
  });
  const { InstancesDistribution } = (await g.group()).MixedInstancesPolicy ?? {};
  await update(g, { MixedInstancesPolicy: { InstancesDistribution } });
  t.match(
    (await g.group()).MixedInstancesPolicy,
    { InstancesDistribution },
    'what is shown can be sent back',
  );
  await update(g, { LaunchTemplate: { LaunchTemplateName: 'web', Version: '1' } });
  await setDesired(g, 3);
  t.same(await types(g), ['t3.small', 'm6i.large', 't3.small']);
  t.equal((await g.group()).MixedInstancesPolicy, undefined);
  t.same((await g.members()).slice(0, 1), ids);
});

t.test(
  'MIXED-5 what is not modelled of a policy is refused by name, and so is what contradicts itself',
  async (t) => {
    const g = await startGroup(t, 0);
    const one = (more: object): MixedInstancesPolicy => ({
      LaunchTemplate: {
        LaunchTemplateSpecification: { LaunchTemplateName: 'web' },
        Overrides: [{ InstanceType: 't3.medium', ...more }],
      },
    });
    const distribution = (InstancesDistribution: object) => ({
      ...policy(['t3.medium']),
      InstancesDistribution,
    });
    const refused: [MixedInstancesPolicy, RegExp][] = [
      [one({ WeightedCapacity: '2' }), /does not model the parameter .*WeightedCapacity/],
      [one({ ImageId: 'ami-00000000000000000' }), /does not model the parameter .*ImageId/],
      [
        one({ LaunchTemplateSpecification: { LaunchTemplateName: 'web' } }),
        /does not model the parameter .*LaunchTemplateSpecification/,
      ],
      [distribution({ OnDemandPercentageAboveBaseCapacity: 50 }), /does not model Spot Instances/],
      [distribution({ SpotAllocationStrategy: 'capacity-optimized' }), /does not model Spot Instances/],
      [
        distribution({ OnDemandAllocationStrategy: 'lowest-price' }),
        /OnDemandAllocationStrategy lowest-price/,
      ],
      [policy(['t3.medium', 't3.medium']), /unique/],
      [policy(['t4g.small']), /^You must use a valid fully-formed launch template\. The architecture/],
      [{ InstancesDistribution: { OnDemandBaseCapacity: 1 } }, /must have a LaunchTemplateSpecification/],
    ];
    for (const [MixedInstancesPolicy, message] of refused) {
      await t.rejects(update(g, { MixedInstancesPolicy }), { name: 'ValidationError', message });
    }
    const both = {
      LaunchTemplate: { LaunchTemplateName: 'web' },
      MixedInstancesPolicy: policy(['t3.medium']),
    };
    await t.rejects(update(g, both), { message: /Only one of/ });
  },
);

t.test('MIXED-6 a refresh can deploy other types, and leaves those that match', async (t) => {
  const g = await startGroup(t, 2);
  await g.clock.pass(1);
  const start = () =>
    g.autoscaling.send(
      new StartInstanceRefreshCommand({
        AutoScalingGroupName: 'web',
        DesiredConfiguration: { MixedInstancesPolicy: policy(['t3.large', 't3.small']) },
        Preferences: { SkipMatching: true, InstanceWarmup: 0 },
      }),
    );
  await start();
  await g.clock.pass(0);
  t.same(await types(g), ['t3.small', 't3.small'], 'the version is the same, and the type one of them');
  t.match((await g.group()).MixedInstancesPolicy, {
    LaunchTemplate: { Overrides: [{ InstanceType: 't3.large' }, { InstanceType: 't3.small' }] },
  });
  await update(g, { MixedInstancesPolicy: policy(['t3.large']) });
  const again = { AutoScalingGroupName: 'web', Preferences: { SkipMatching: true, InstanceWarmup: 0 } };
  await g.autoscaling.send(new StartInstanceRefreshCommand(again));
  await g.clock.pass(60);
  t.same(await types(g), ['t3.large', 't3.large']);
});

t.test('MIXED-7 the AWS CLI makes a group with a policy', async (t) => {
  const g = await startGroup(t, 0);
  const asked = ['--mixed-instances-policy', JSON.stringify(policy(['t3.medium']))];
  const size = ['--min-size', '0', '--max-size', '1', '--availability-zones', 'eu-test-1a'];
  const name = ['--auto-scaling-group-name', 'other'];
  await awsCli(g, 'autoscaling', 'create-auto-scaling-group', ...name, ...size, ...asked);
  t.match(
    await awsCli(g, 'autoscaling', 'describe-auto-scaling-groups', '--auto-scaling-group-names', 'other'),
    {
      AutoScalingGroups: [
        { MixedInstancesPolicy: { LaunchTemplate: { Overrides: [{ InstanceType: 't3.medium' }] } } },
      ],
    },
  );
});

function startMixed(t: Test, desired: number): Promise<Grouped> {
  return startGroup(t, desired, {
    LaunchTemplate: undefined,
    MixedInstancesPolicy: policy(['t3.medium', 't3.large']),
  });
}

function policy(list: readonly string[]): MixedInstancesPolicy {
  return {
    LaunchTemplate: {
      LaunchTemplateSpecification: { LaunchTemplateName: 'web', Version: '1' },
      Overrides: list.map((InstanceType) => ({ InstanceType })),
    },
  };
}

async function types(g: Grouped): Promise<(string | undefined)[] | undefined> {
  const members = (await g.group()).Instances?.filter((one) => one.LifecycleState !== 'Terminating');
  return members?.map(({ InstanceType }) => InstanceType);
}

async function update(g: Grouped, more: Partial<UpdateAutoScalingGroupType>): Promise<void> {
  await g.autoscaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: 'web', ...more }));
}

async function setDesired(g: Grouped, DesiredCapacity: number): Promise<void> {
  await g.autoscaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: 'web', DesiredCapacity }));
  await g.clock.pass(0);
}
