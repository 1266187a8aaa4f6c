import {
  CreateAutoScalingGroupCommand,
  LaunchInstancesCommand,
  SetDesiredCapacityCommand,
  SuspendProcessesCommand,
  UpdateAutoScalingGroupCommand,
  type LaunchInstancesRequest,
} from '@aws-sdk/client-auto-scaling';
import t from 'tap';

import { addVersion, startGroup, type Grouped } from './scenario.ts';

t.test(
  'ASG-25 LaunchInstances answers with the ids of one zone, and raises the desired capacity by them',
  async (t) => {
    const g = await startGroup(t, 2);
    await g.autoscaling.send(
      new SuspendProcessesCommand({ AutoScalingGroupName: 'web', ScalingProcesses: ['AZRebalance'] }),
    );
    const answer = await launch(g, 2, { ClientToken: 'one' });
    const ids = answer.Instances?.[0]?.InstanceIds ?? [];
    t.match(answer, {
      AutoScalingGroupName: 'web',
      ClientToken: 'one',
      Instances: [{ AvailabilityZone: 'eu-test-1a', SubnetId: g.subnetIds[0], InstanceType: 't3.small' }],
      Errors: [],
    });
    t.equal(ids.length, 2);
    t.same(
      ids.map((id) => g.zoneOf(id)),
      ['a', 'a'],
    );
    t.equal((await g.group()).DesiredCapacity, 4);
    await g.clock.pass(0);
    t.same((await g.members('InService')).slice(2), ids);
  },
);

t.test('ASG-26 the same token launches once; with other parameters it is refused', async (t) => {
  const g = await startGroup(t, 0);
  const first = await launch(g, 1, { ClientToken: 'one' });
  const again = await launch(g, 1, { ClientToken: 'one' });
  t.same(again.Instances, first.Instances);
  t.equal((await g.group()).DesiredCapacity, 1);
  await t.rejects(launch(g, 2, { ClientToken: 'one' }), { name: 'IdempotentParameterMismatchError' });
});

t.test(
  'ASG-27 what LaunchInstances cannot launch it says in its answer, and the desired capacity stays',
  async (t) => {
    const g = await startGroup(t, 1);
    const [image] = g.region.state.ec2.images.splice(0);
    const answer = await launch(g, 2, { ClientToken: 'one' });
    t.match(answer, {
      Instances: [],
      Errors: [
        {
          AvailabilityZone: 'eu-test-1a',
          ErrorCode: 'InvalidAMIID.NotFound',
          ErrorMessage: /does not exist/,
        },
      ],
    });
    t.equal((await g.group()).DesiredCapacity, 1);
    t.match((await g.activities())[0], {
      StatusCode: 'Failed',
      StatusMessage: `The AMI ID ${image?.imageId ?? ''} does not exist. Launching EC2 instance failed.`,
    });
  },
);

t.test(
  'ASG-28 LaunchInstances takes one zone, stays within the maximum, and needs the Launch process',
  async (t) => {
    const g = await startGroup(t, 2);
    const refused = { name: 'ValidationError' };
    await t.rejects(launch(g, 5, {}), refused, 'seven of six');
    await t.rejects(launch(g, 0, {}), refused);
    await t.rejects(launch(g, 1, { AvailabilityZones: ['eu-test-1a', 'eu-test-1b'] }), refused);
    await t.rejects(launch(g, 1, { AvailabilityZones: ['eu-test-1c'] }), refused);
    await t.rejects(launch(g, 1, { AvailabilityZones: undefined }), refused);
    t.equal((await g.group()).DesiredCapacity, 2);
    t.equal((await g.members()).length, 2);
  },
);

t.test(
  'ASG-29 a launch that fails leaves a failed activity, and is tried again, each time later',
  async (t) => {
    const g = await startGroup(t, 0);
    const [image] = g.region.state.ec2.images.splice(0);
    if (image === undefined) throw new Error('the region has no image');
    const failures = async () =>
      (await g.activities()).filter(({ StatusCode }) => StatusCode === 'Failed').length;
    await setDesired(g, 1);
    t.equal(await failures(), 1);
    await g.clock.pass(10);
    t.equal(await failures(), 2);
    await g.clock.pass(19);
    t.equal(await failures(), 2, 'the next pause is twice as long');
    await g.clock.pass(1);
    t.equal(await failures(), 3);
    g.region.state.ec2.images.push(image);
    await g.clock.pass(40);
    t.equal((await g.members('InService')).length, 1);
  },
);

t.test('ASG-29 several that fail together put the next launch off once', async (t) => {
  const g = await startGroup(t, 0);
  t.capture(console, 'error', () => undefined);
  g.machines.refuse('no disk');
  await setDesired(g, 6);
  t.equal((await g.activities()).length, 6);
  g.machines.refuse(undefined);
  await g.clock.pass(10);
  t.equal((await g.members('InService')).length, 6, 'after 10 s, and not after 5 minutes');
});

t.test(
  'ASG-30 an instance that dies before it is in service leaves a cancelled activity with the reason',
  async (t) => {
    const g = await startGroup(t, 0);
    t.capture(console, 'error', () => undefined);
    g.machines.refuse('no disk');
    await setDesired(g, 1);
    const [activity] = await g.activities();
    t.equal(activity?.StatusCode, 'Cancelled');
    t.match(
      activity?.StatusMessage,
      /^Instance became unhealthy while waiting for instance to be in InService state\. Termination Reason: .*no disk/,
    );
    t.same(await g.members(), []);
    g.machines.refuse(undefined);
    await g.clock.pass(10);
    t.equal((await g.members('InService')).length, 1);
  },
);

t.test(
  'ASG-31 $Latest and $Default are looked up at each launch, and a member shows the number',
  async (t) => {
    const g = await startGroup(t, 1);
    const versions = async () =>
      (await g.group()).Instances?.map(({ LaunchTemplate }) => LaunchTemplate?.Version);
    addVersion(g, g.template, {});
    await setTemplate(g, '$Latest');
    await setDesired(g, 2);
    addVersion(g, g.template, {});
    await setDesired(g, 3);
    await setTemplate(g, '$Default');
    await setDesired(g, 4);
    t.same(await versions(), ['1', '2', '3', '1']);
  },
);

t.test(
  'ASG-32 a template that nothing can be launched from is refused by create and by update',
  async (t) => {
    const g = await startGroup(t, 1);
    const bad = addVersion(g, g.template, { ImageId: 'ami-00000000000000000' });
    const refused = {
      name: 'ValidationError',
      message:
        "You must use a valid fully-formed launch template. The image id '[ami-00000000000000000]' does not exist",
    };
    await t.rejects(setTemplate(g, bad), refused);
    await t.rejects(setTemplate(g, '99'), {
      message: /^You must use a valid fully-formed launch template\. /,
    });
    const create = new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: 'other',
      LaunchTemplate: { LaunchTemplateName: 'web', Version: bad },
      MinSize: 0,
      MaxSize: 1,
      AvailabilityZones: ['eu-test-1a'],
    });
    await t.rejects(g.autoscaling.send(create), refused);
    t.match(await g.group(), { LaunchTemplate: { LaunchTemplateName: 'web', Version: '1' } });
  },
);

t.test('ASG-33 members carry the tags that are propagated, and the name of their group', async (t) => {
  const g = await startGroup(t, 1, {
    Tags: [
      { Key: 'team', Value: 'blue', PropagateAtLaunch: true },
      { Key: 'own', Value: 'x', PropagateAtLaunch: false },
    ],
  });
  const [id] = await g.members();
  const tags = g.region.state.ec2.instances.find(({ instanceId }) => instanceId === id)?.tags ?? {};
  t.match(tags, { team: 'blue', 'aws:autoscaling:groupName': 'web' });
  t.notOk('own' in tags);
});

function launch(g: Grouped, RequestedCapacity: number, more: Partial<LaunchInstancesRequest>) {
  const asked = {
    AutoScalingGroupName: 'web',
    RequestedCapacity,
    AvailabilityZones: ['eu-test-1a'],
    ...more,
  };
  return g.autoscaling.send(new LaunchInstancesCommand(asked));
}

async function setDesired(g: Grouped, DesiredCapacity: number): Promise<void> {
  await g.autoscaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: 'web', DesiredCapacity }));
  await g.clock.pass(0);
}

async function setTemplate(g: Grouped, Version: string): Promise<void> {
  const LaunchTemplate = { LaunchTemplateId: g.template.id, Version };
  await g.autoscaling.send(
    new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: 'web', LaunchTemplate }),
  );
}
