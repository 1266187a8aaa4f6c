import type { ServiceOrder } from '../../../region/simulated/service.ts';
import type { Kind, Stage } from './stage.ts';

export interface Script {
  readonly name: string;
  /** Of the service's first machines; `well` where nothing is said. */
  readonly kind?: Kind;
  readonly order?: Partial<ServiceOrder>;
  /** What is done to the service once it is at rest; the story is told when it is at rest again. */
  play(stage: Stage): Promise<unknown>;
}

const set = (stage: Stage, desired: number) =>
  stage.group('SetDesiredCapacity', { DesiredCapacity: desired });

const end = (stage: Stage, decrement: boolean) =>
  stage.call('autoscaling', 'TerminateInstanceInAutoScalingGroup', {
    ...{ InstanceId: stage.members()[0]?.instanceId, ShouldDecrementDesiredCapacity: decrement },
  });

const putOn = async (stage: Stage, Version: string) =>
  stage.group('UpdateAutoScalingGroup', {
    LaunchTemplate: { LaunchTemplateId: stage.service.templateId, Version },
  });

const process = (name: string) => ({ ScalingProcesses: [name] });

/** Waits until the member that was there first is gone, and for what comes of it. */
async function replaced(stage: Stage, act: () => Promise<unknown>): Promise<void> {
  const [first] = stage.members();
  await act();
  await stage.ground.until(() => !stage.members().some((one) => one.instanceId === first?.instanceId));
  await stage.rest();
}

const targetIs = (stage: Stage, kind: string) => () => {
  const { targetGroups } = stage.ground.region.state.balancing;
  const group = targetGroups.find(({ arn }) => arn === stage.service.targetGroupArn);
  return group?.targets.some(({ phase }) => phase.kind === kind) ?? false;
};

const stateOf = (stage: Stage) => {
  const id = stage.members()[0]?.instanceId;
  return stage.ground.region.state.ec2.instances.find(({ instanceId }) => instanceId === id)?.state;
};

const ofInstance = (stage: Stage) => ({ InstanceIds: [stage.members()[0]?.instanceId] });

export const SCRIPTS: readonly Script[] = [
  { name: 'launch and end', play: (stage) => set(stage, 0) },
  { name: 'scale out', play: (stage) => set(stage, 2) },
  { name: 'scale in', order: { desired: 2 }, play: (stage) => set(stage, 1) },
  {
    name: 'to nothing and back',
    async play(stage) {
      await set(stage, 0);
      await stage.rest();
      await set(stage, 1);
    },
  },
  { name: 'end with decrement', order: { desired: 2 }, play: (stage) => end(stage, true) },
  { name: 'end without decrement', play: (stage) => replaced(stage, () => end(stage, false)) },
  {
    name: 'end below the minimum, which is refused',
    order: { min: 1 },
    play: (stage) => end(stage, true).catch(() => undefined),
  },
  {
    name: 'health failure, by the load balancer',
    kind: 'sickens',
    order: { group: { HealthCheckType: 'ELB' } },
    play: (stage) => replaced(stage, async () => putOn(stage, await stage.version('well'))),
  },
  {
    name: 'health failure that the group does not ask for',
    kind: 'sickens',
    play: (stage) => stage.ground.until(targetIs(stage, 'unhealthy')),
  },
  { name: 'never healthy', kind: 'never', play: (stage) => stage.ground.until(targetIs(stage, 'unhealthy')) },
  {
    name: 'terminated in EC2',
    play: (stage) => replaced(stage, () => stage.call('ec2', 'TerminateInstances', ofInstance(stage))),
  },
  {
    name: 'stopped in EC2',
    async play(stage) {
      await stage.group('SuspendProcesses', process('ReplaceUnhealthy'));
      await stage.call('ec2', 'StopInstances', ofInstance(stage));
      await stage.ground.until(() => stateOf(stage) === 'stopped' && targetIs(stage, 'unused')());
      await replaced(stage, () => stage.group('ResumeProcesses', process('ReplaceUnhealthy')));
    },
  },
  {
    name: 'powered off from inside',
    kind: 'goes-off',
    play: (stage) => replaced(stage, async () => putOn(stage, await stage.version('well'))),
  },
  {
    name: 'detach the target group',
    async play(stage) {
      await stage.group('DetachLoadBalancerTargetGroups', {
        TargetGroupARNs: [stage.service.targetGroupArn],
      });
    },
  },
  {
    name: 'deregistered by hand',
    async play(stage) {
      const Targets = stage.members().map(({ instanceId }) => ({ Id: instanceId }));
      const input = { TargetGroupArn: stage.service.targetGroupArn, Targets };
      await stage.call('elasticloadbalancing', 'DeregisterTargets', input);
    },
  },
  {
    name: 'Launch suspended, and resumed',
    async play(stage) {
      await stage.group('SuspendProcesses', process('Launch'));
      await set(stage, 2);
      await stage.rest();
      await stage.group('ResumeProcesses', process('Launch'));
    },
  },
  {
    name: 'Terminate suspended, and resumed',
    async play(stage) {
      await stage.group('SuspendProcesses', process('Terminate'));
      await set(stage, 0);
      await stage.rest();
      await stage.group('ResumeProcesses', process('Terminate'));
    },
  },
  {
    name: 'AddToLoadBalancer suspended',
    async play(stage) {
      await stage.group('SuspendProcesses', process('AddToLoadBalancer'));
      await set(stage, 2);
    },
  },
  {
    name: 'protected from scale-in',
    async play(stage) {
      await stage.group('SetInstanceProtection', { ...ofInstance(stage), ProtectedFromScaleIn: true });
      await set(stage, 0);
      await stage.rest();
      await stage.group('SetInstanceProtection', { ...ofInstance(stage), ProtectedFromScaleIn: false });
    },
  },
  {
    name: 'LaunchInstances, twice with one token',
    async play(stage) {
      await stage.group('SuspendProcesses', process('AZRebalance'));
      const SubnetIds = stage.members().map(({ subnetId }) => subnetId);
      const input = { RequestedCapacity: 1, ClientToken: 'once', SubnetIds, RetryStrategy: 'none' };
      await stage.group('LaunchInstances', input);
      await stage.group('LaunchInstances', input);
    },
  },
  {
    name: 'two versions of the template',
    async play(stage) {
      await putOn(stage, await stage.version('never'));
      await set(stage, 2);
      await stage.ground.until(targetIs(stage, 'unhealthy'));
      await set(stage, 1);
    },
  },
  {
    name: 'deleted by force',
    play: (stage) => stage.group('DeleteAutoScalingGroup', { ForceDelete: true }),
  },
];
