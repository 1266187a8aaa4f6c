import t from 'tap';
import { breakRegion } from '../../region/faults/break.ts';
import type { Call } from '../../region/simulated/call.ts';
import { NO_CONSENT, type Wanted } from '../../roll/preflight/wanted.ts';
import { OWNERS, place as simulated, type Place } from './preflight/place.ts';
import { place } from './region-place.ts';
import { POLICY } from './run-roll.ts';

t.test('a group that can be rolled says how it is checked and what it launches', async (t) => {
  const { fit } = await place(t);
  // hello's target group: every 5 s, unhealthy after 2.
  t.match(await fit(), {
    check: { interval: 5_000, failures: 2 },
    image: /^ami-/,
    desired: 0,
    userData: /BAKEROLL_ENV=dev/,
    launchBy: 'launch-instances',
  });
});

const NAME = { AutoScalingGroupName: 'web' };

/** Somebody changes the group, or what is around it. */
type Change = (call: Call, place: Place) => Promise<unknown>;

const update =
  (settings: object): Change =>
  (call) =>
    call('autoscaling', 'UpdateAutoScalingGroup', { ...NAME, ...settings });
const suspend =
  (process: string): Change =>
  (call) =>
    call('autoscaling', 'SuspendProcesses', { ...NAME, ScalingProcesses: [process] });
/** An alarm of which there is no data. */
const mute: Change = async (call, { sim }) => {
  await alarm(call);
  await sim.clock.pass(400);
};
const ring: Change = async (call, { sim }) => {
  await alarm(call);
  breakRegion(sim.region, { kind: 'alarm', words: ['errors'] });
  await sim.clock.pass(120);
};
async function alarm(call: Parameters<Change>[0]): Promise<void> {
  const metric = {
    Namespace: 'App',
    MetricName: 'Errors',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
  };
  const limit = { Threshold: 1, ComparisonOperator: 'GreaterThanThreshold' };
  await call('monitoring', 'PutMetricAlarm', { AlarmName: 'errors', ...metric, ...limit });
}
const broken =
  (kind: string, ...words: string[]): Change =>
  (_, { sim }) => {
    breakRegion(sim.region, { kind, words });
    return Promise.resolve();
  };

interface Case {
  readonly name: string;
  readonly order?: Parameters<typeof simulated>[1];
  readonly change: Change;
  readonly wanted?: (place: Place) => Partial<Wanted>;
  readonly says: RegExp;
}

const ALARMED = { policy: { ...POLICY, alarms: ['errors'] } };

const REFUSED: readonly Case[] = [
  {
    name: 'a version that moves by itself',
    change: update({ LaunchTemplate: { LaunchTemplateName: 'web', Version: '$Latest' } }),
    says: /its template version is \$Latest: write a number/,
  },
  {
    name: 'another group on a moving version of its template',
    change: (call, { service }) =>
      call('autoscaling', 'CreateAutoScalingGroup', {
        ...{ AutoScalingGroupName: 'neighbour', MinSize: 0, MaxSize: 0, AvailabilityZones: ['eu-sim-1a'] },
        LaunchTemplate: { LaunchTemplateId: service.templateId, Version: '$Default' },
      }),
    says: /the group neighbour is on \$Default of the same template: making a version would deploy it there/,
  },
  {
    name: 'an image that is looked up at each launch',
    change: async (call, { service, old }) => {
      await call('ssm', 'PutParameter', {
        Name: '/image',
        Type: 'String',
        Value: old,
      });
      await call('ec2', 'CreateLaunchTemplateVersion', {
        ...{ LaunchTemplateId: service.templateId, SourceVersion: '1' },
        LaunchTemplateData: { ImageId: 'resolve:ssm:/image' },
      });
      return update({ LaunchTemplate: { LaunchTemplateName: 'web', Version: '2' } })(call, {} as Place);
    },
    says: /its template's image is resolve:ssm:\/image: write an image's id/,
  },
  {
    name: 'launches that are suspended',
    change: suspend('Launch'),
    says: /Launch is suspended \(User suspended at 20.*\): resume it first, or with --resume-processes/,
  },
  {
    name: 'no room for one more',
    change: update({ MaxSize: 2 }),
    says: /its maximum is 2 and 2 are asked for: there is no room.*`max: raise`.*min_healthy below 100%/,
  },
  {
    name: 'a surge of none where none may be ended first',
    change: () => Promise.resolve(),
    wanted: () => ({ policy: { ...POLICY, surge: { count: 0 } } }),
    says: /surge is 0, and min_healthy lets none be ended first/,
  },
  {
    name: 'all of it to be ended first',
    change: update({ MaxSize: 2 }),
    wanted: () => ({ policy: { ...POLICY, minHealthy: { percent: 0 } } }),
    says: /all of them would be ended first; --accept-downtime does that/,
  },
  {
    name: 'an image that is not there',
    change: () => Promise.resolve(),
    wanted: () => ({ image: 'ami-0123456789abcdef0' }),
    says: /the image ami-0123456789abcdef0 is not there.*cannot be launched in eu-sim-1a, eu-sim-1b: InvalidAMIID.NotFound/,
  },
  {
    name: 'an image of an account that the config does not name',
    change: () => Promise.resolve(),
    wanted: () => ({ owners: ['self'] }),
    says: /not of an account that the config names \(self\): see environments/,
  },
  {
    name: 'what serves now gone, so that there is no way back',
    change: (_, { sim, old }) => {
      const { ec2 } = sim.region.state;
      ec2.images = ec2.images.filter(({ imageId }) => imageId !== old);
      return Promise.resolve();
    },
    says: /what serves now \(ami-.*\) cannot be launched, so that there is no way back: .*--no-way-back/,
  },
  {
    name: 'too few addresses',
    change: broken('no-addresses'),
    says: /its subnets have 0 addresses free .*, and 2 more instances need one each/,
  },
  {
    name: 'a zone that its load balancer does not serve',
    change: (_, { sim }) => {
      for (const balancer of sim.region.state.balancing.loadBalancers)
        Object.assign(balancer, { subnets: balancer.subnets.slice(0, 1) });
      return Promise.resolve();
    },
    says: /launches in eu-sim-1b, which is not enabled on the load balancer web: .*Target.NotInUse/,
  },
  {
    name: 'an instance refresh under way',
    change: (call) => call('autoscaling', 'StartInstanceRefresh', NAME),
    says: /the instance refresh \S+ is under way: .*cancel-instance-refresh/,
  },
  {
    name: 'a roll that another ledger drives',
    change: (call) =>
      call('autoscaling', 'CreateOrUpdateTags', {
        Tags: [
          {
            ...{ ResourceId: 'web', ResourceType: 'auto-scaling-group', PropagateAtLaunch: false },
            ...{ Key: 'bakeroll:roll', Value: 'r-theirs 4 roll 2026-11-21T08:00:00.000Z' },
          },
        ],
      }),
    wanted: () => ({ knows: (roll) => roll === 'r-ours' }),
    says: /its tags say that the roll r-theirs is under way, which this ledger does not know/,
  },
  {
    name: 'an alarm that rings already',
    change: ring,
    wanted: () => ALARMED,
    says: /the alarm errors is in ALARM already; --ignore-alarm errors/,
  },
  {
    name: 'an alarm that has had no data for too long',
    change: mute,
    wanted: () => ALARMED,
    says: /the alarm errors has no data, and the roll would wait .* --ignore-alarm errors/,
  },
  {
    name: 'an alarm that there is not',
    change: () => Promise.resolve(),
    wanted: () => ALARMED,
    says: /there is no alarm errors/,
  },
  {
    name: 'keep_warm where Standby stops nothing',
    order: { group: { TargetGroupARNs: [] } },
    change: () => Promise.resolve(),
    wanted: () => ({ policy: { ...POLICY, keepWarm: 3_600_000 } }),
    says: /keep_warm is not for a group without target groups/,
  },
  {
    name: 'other settings than the config says',
    change: () => Promise.resolve(),
    wanted: () => ({ settings: 'ssm:/web/dev/' }),
    says: /the config has the settings at ssm:\/web\/dev\/, and the template's user data says nothing of settings/,
  },
  {
    name: 'a launch that the driver may not make',
    change: broken('error', 'UnauthorizedOperation', 'RunInstances'),
    says: /ec2:RunInstances is not allowed \(or iam:PassRole of the instance profile\)/,
  },
  {
    name: 'a read that the driver may not make',
    change: broken('error', 'AccessDenied', 'DescribeLoadBalancers'),
    says: /elasticloadbalancing:DescribeLoadBalancers is not allowed: /,
  },
];

for (const { name, order, change, wanted, says } of REFUSED) {
  t.test(`a group with ${name} is refused, by name, and nothing is written`, async (t) => {
    const at = await simulated(t, order);
    await change(at.sim.call, at);
    const before = at.writes().length;
    await t.rejects(at.fit(wanted?.(at)), { code: 'group-unfit', what: says });
    t.equal(at.writes().length, before);
  });
}

t.test('a rollback keeps none warm, and is not refused for that', async (t) => {
  const at = await simulated(t, { group: { TargetGroupARNs: [] } });
  await at.fit({ kind: 'rollback', policy: { ...POLICY, keepWarm: 3_600_000 } });
});

t.test(
  'a version of the template that was named is tried as it is, and what serves now as that is',
  async (t) => {
    const at = await simulated(t);
    await at.sim.call('ec2', 'CreateLaunchTemplateVersion', {
      ...{ LaunchTemplateId: at.service.templateId, SourceVersion: '1' },
      LaunchTemplateData: { InstanceType: 'm6g.large' },
    });
    await t.rejects(at.fit({ base: 2 }), {
      code: 'group-unfit',
      what: /m6g.large is arm64, and ami-\S+ is x86_64/,
    });
    await at.fit();
  },
);

const WARNED: readonly Case[] = [
  {
    name: 'a newer version of its template',
    change: (call, { service }) =>
      call('ec2', 'CreateLaunchTemplateVersion', {
        ...{ LaunchTemplateId: service.templateId, SourceVersion: '1' },
        LaunchTemplateData: { InstanceType: 't3.large' },
      }),
    says: /it runs version 1 of its template, and the newest is 2/,
  },
  {
    name: 'a hook that outlasts the deadline',
    change: (call) =>
      call('autoscaling', 'PutLifecycleHook', {
        ...{ ...NAME, LifecycleHookName: 'warm-up' },
        LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
      }),
    says: /the launch hook warm-up holds each instance up to 60 min, then ABANDON .*deadline.launch is 5 min/,
  },
  {
    name: 'a policy that scales it',
    change: (call) =>
      call('autoscaling', 'PutScalingPolicy', {
        ...{ ...NAME, PolicyName: 'up', PolicyType: 'SimpleScaling' },
        ...{ AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1 },
      }),
    says: /it scales by itself during the roll: up \(SimpleScaling\)/,
  },
  {
    name: 'a schedule that is due',
    change: (call, { sim }) =>
      call('autoscaling', 'PutScheduledUpdateGroupAction', {
        ...{ ...NAME, ScheduledActionName: 'evening', DesiredCapacity: 1 },
        StartTime: new Date(sim.clock.now() + 600_000),
      }),
    says: /the scheduled action evening is due at \S+, within deadline.total: desired 1/,
  },
  {
    name: 'an instance that somebody protected',
    change: async (call, { sim }) => {
      const [member] = sim.region.state.autoscaling.groups.flatMap(({ members }) => members);
      return call('autoscaling', 'SetInstanceProtection', {
        ...{ ...NAME, InstanceIds: [member?.instanceId], ProtectedFromScaleIn: true },
      });
    },
    says: /protected from scale-in by somebody, and replaced like the others: i-/,
  },
  {
    name: 'an instance that somebody set aside',
    change: async (call, { sim }) => {
      const [member] = sim.region.state.autoscaling.groups.flatMap(({ members }) => members);
      return call('autoscaling', 'EnterStandby', {
        ...{ ...NAME, InstanceIds: [member?.instanceId], ShouldDecrementDesiredCapacity: true },
      });
    },
    says: /in Standby by somebody, serving nothing: i-/,
  },
  {
    name: 'a drain longer than its deadline, and clients that stay',
    change: (call, { service }) =>
      call('elasticloadbalancing', 'ModifyTargetGroupAttributes', {
        TargetGroupArn: service.targetGroupArn,
        Attributes: [
          { Key: 'deregistration_delay.timeout_seconds', Value: '3600' },
          { Key: 'stickiness.enabled', Value: 'true' },
        ],
      }),
    says: /web drains for up to 60 min, and deadline.drain is 10 min.*web is sticky: .*1440 min/,
  },
  {
    name: 'a policy that cannot be read',
    change: broken('error', 'AccessDenied', 'DescribePolicies'),
    says: /autoscaling:DescribePolicies is not allowed: /,
  },
  {
    name: 'a health check that its balancer is not asked for',
    change: update({ HealthCheckType: 'EC2' }),
    says: /its health check is EC2: what its balancer finds unhealthy the group never replaces/,
  },
];

for (const { name, order, change, wanted, says } of WARNED) {
  t.test(`a group with ${name} is rolled, and that is said`, async (t) => {
    const at = await simulated(t, order);
    await change(at.sim.call, at);
    t.match(await at.said('warning', wanted?.(at)), says);
    t.equal(await at.said('problem', wanted?.(at)), '');
  });
}

t.test('what checks so slowly that it misses the deadline is said with the numbers', async (t) => {
  const at = await simulated(t, { interval: 150, unhealthyThreshold: 3 });
  const said = await at.said('warning');
  t.match(said, /web checks every 150 s and wants 2 successes: 5 min, and deadline.healthy is 5 min/);
  t.match(said, /a sick instance after 3 failures 150 s apart: 450 s during which it gets traffic/);
});

t.test('a slow start is no less than the soak', async (t) => {
  const at = await simulated(t);
  const slow = { Key: 'slow_start.duration_seconds', Value: '60' };
  const attributes = { TargetGroupArn: at.service.targetGroupArn, Attributes: [slow] };
  await at.sim.call('elasticloadbalancing', 'ModifyTargetGroupAttributes', attributes);
  t.equal((await at.fit()).check.slowStart, 60_000);
  t.match(await at.said('fine'), /new ones are proven 60 s after they are healthy/);
});

t.test('all that is wrong is said at once', async (t) => {
  const at = await simulated(t);
  await suspend('Terminate')(at.sim.call, at);
  await update({ MaxSize: 2 })(at.sim.call, at);
  await t.rejects(at.fit({ settings: 'ssm:/web/dev/' }), {
    code: 'group-unfit',
    what: /there is no room.*; Terminate is suspended.*; the config has the settings/,
  });
});

t.test('a group that is not there is said not to be', async (t) => {
  const at = await simulated(t);
  await t.rejects(at.fit({ group: 'wbe' }), {
    code: 'group-unfit',
    what: /wbe .*there is no Auto Scaling group of that name/,
  });
});

t.test('a group without target groups is rolled: it is judged by its lifecycle', async (t) => {
  const at = await simulated(t, { group: { TargetGroupARNs: [] } });
  const { check, launchBy } = await at.fit();
  t.same(
    { check, launchBy },
    {
      check: { interval: 5_000, failures: 2, slowStart: 0 },
      launchBy: 'launch-instances',
    },
  );
});

t.test('a target group that nothing forwards to', async (t) => {
  const unused = async (at: Place) => {
    for (const listener of at.sim.region.state.balancing.listeners)
      await at.sim.call('elasticloadbalancing', 'DeleteListener', { ListenerArn: listener.arn });
  };
  await t.test('is not waited for where something serves without it', async (t) => {
    const at = await simulated(t);
    await unused(at);
    t.match(await at.said('warning'), /no listener forwards to the target group web: it is not waited for/);
    t.same((await at.fit()).check, { interval: 5_000, failures: 2, slowStart: 0 });
  });
  await t.test('is refused where nothing serves yet: nothing would ever be healthy', async (t) => {
    const at = await simulated(t, { desired: 0 });
    await unused(at);
    t.match(await at.said('problem'), /nothing would ever be healthy there \(Target.NotInUse\)/);
  });
});

t.test('an alarm without data is told before it is too late', async (t) => {
  const at = await simulated(t);
  await alarm(at.sim.call);
  await at.sim.clock.pass(120);
  t.equal(await at.said('problem', ALARMED), '');
  t.match(await at.said('warning', ALARMED), /errors has no data; if it has none in 180 s either, the roll/);
  await at.sim.clock.pass(300);
  const ignoring = { ...ALARMED, consent: { ...NO_CONSENT, alarms: ['errors'] } };
  t.equal(await at.said('problem', ignoring), '');
  t.equal(await at.said('problem', { ...ALARMED, kind: 'rollback' }), '', 'no alarm stops a rollback');
});

t.test('what a person says is all right is not refused', async (t) => {
  const lifted = async (at: Place, consent: Partial<typeof NO_CONSENT>, wanted: Partial<Wanted> = {}) =>
    at.said('problem', { ...wanted, consent: { ...NO_CONSENT, ...consent } });
  await t.test('an alarm, by its name', async (t) => {
    const at = await simulated(t);
    await ring(at.sim.call, at);
    t.equal(await lifted(at, { alarms: ['errors'] }, ALARMED), '');
    t.match(await lifted(at, { alarms: ['others'] }, ALARMED), /errors is in ALARM already/);
    t.equal(await at.said('problem', { ...ALARMED, kind: 'rollback' }), '', 'no alarm stops a rollback');
    t.equal(await at.said('problem', { ...ALARMED, begun: true }), '', 'nor a roll that has begun');
  });
  await t.test('suspended processes, which are resumed', async (t) => {
    const at = await simulated(t);
    await suspend('Terminate')(at.sim.call, at);
    const consent = { ...NO_CONSENT, resumeProcesses: true };
    t.match(await at.said('warning', { consent }), /Terminate is suspended .*: it is resumed, and stays so/);
    t.same((await at.fit({ consent })).resume, ['Terminate']);
  });
  await t.test('what AWS itself suspended, for a rollback', async (t) => {
    const at = await simulated(t);
    const reason = 'Administratively suspended: launches failed for 24 hours';
    const [group] = at.sim.region.state.autoscaling.groups;
    Object.assign(group ?? {}, { suspended: [{ process: 'Launch', reason }] });
    t.match(await at.said('problem'), /Launch is suspended \(Administratively/);
    t.same((await at.fit({ kind: 'rollback' })).resume, ['Launch']);
    const no = { ...NO_CONSENT, resumeProcesses: false };
    t.match(await at.said('problem', { kind: 'rollback', consent: no }), /Launch is suspended/);
  });
  await t.test('an image that cannot be launched again', async (t) => {
    const at = await simulated(t);
    const { ec2 } = at.sim.region.state;
    ec2.images = ec2.images.filter(({ imageId }) => imageId !== at.old);
    t.equal(await lifted(at, { noWayBack: true }), '');
  });
  await t.test('a moment in which nothing serves', async (t) => {
    const at = await simulated(t);
    await update({ MaxSize: 2 })(at.sim.call, at);
    t.equal(await lifted(at, { downtime: true }, { policy: { ...POLICY, minHealthy: { percent: 0 } } }), '');
  });
});

t.test('a roll that has begun goes on past what would have stopped it from beginning', async (t) => {
  const at = await simulated(t);
  await update({ MaxSize: 2 })(at.sim.call, at);
  t.match(await at.said('warning', { begun: true, image: 'ami-0123456789abcdef0' }), /no room.*/);
  t.equal(await at.said('problem', { begun: true, image: 'ami-0123456789abcdef0' }), '');
  await suspend('Launch')(at.sim.call, at);
  t.match(await at.said('problem', { begun: true }), /Launch is suspended/, 'but not where nothing launches');
});

t.test('several types are tried each, and rolled where the image starts on all', async (t) => {
  const types = (...names: string[]) => ({
    MixedInstancesPolicy: {
      LaunchTemplate: {
        LaunchTemplateSpecification: { LaunchTemplateName: 'web', Version: '1' },
        Overrides: names.map((InstanceType) => ({ InstanceType })),
      },
    },
  });
  const at = await simulated(t);
  await update(types('t3.small', 't3.large'))(at.sim.call, at);
  t.match(await at.said('fine'), /web, on one launch template, 2 types/);
  t.match(await at.fit(), { launchBy: 'launch-instances', image: at.old });
  const [group] = at.sim.region.state.autoscaling.groups;
  Object.assign(group?.template.mixed ?? {}, { types: ['t3.small', 't4g.small'] });
  t.match(
    await at.said('problem'),
    /t4g.small is arm64, and ami-\S+ is x86_64; ami-\S+ on t4g.small cannot be launched in eu-sim-1a: /,
  );
});

t.test('a mixed policy keeps its types when its template moves', async (t) => {
  const at = await simulated(t);
  const policy = {
    LaunchTemplate: {
      LaunchTemplateSpecification: { LaunchTemplateName: 'web', Version: '1' },
      Overrides: [{ InstanceType: 't3.large' }],
    },
    InstancesDistribution: { OnDemandBaseCapacity: 1 },
  };
  await update({ MixedInstancesPolicy: policy })(at.sim.call, at);
  const { cloud } = await at.fit();
  const template = { id: at.service.templateId, version: 1 };
  const version = await cloud.makeVersion(template, { image: at.image, description: 'new', token: 'one' });
  await cloud.write(template, { version });
  t.match(at.sim.region.state.autoscaling.groups[0]?.template, {
    version: String(version),
    mixed: { types: ['t3.large'], onDemandBase: 1 },
  });
});

t.test('where AWS does not answer, nothing is found wrong with the group', async (t) => {
  const at = await simulated(t);
  breakRegion(at.sim.region, { kind: 'throttle', words: ['DescribeAutoScalingGroups'] });
  await t.rejects(at.fit({ owners: OWNERS }), {
    code: 'aws-refused',
    what: /does not let the group web be seen/,
  });
});
