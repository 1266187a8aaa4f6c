import type { TimedEvent } from '../../../region/event.ts';
import type { Member } from '../../../region/model/autoscaling/state.ts';
import type { Region } from '../../../region/region.ts';
import type { Call } from '../../../region/simulated/call.ts';
import { makeService, type Service, type ServiceOrder } from '../../../region/simulated/service.ts';

/** How the machines of an image behave, which both grounds can do. `sickens` and `goes-off` do so some seconds after their boot. */
export type Kind = 'well' | 'never' | 'sickens' | 'goes-off';

/** What scripts are played on: the simulated ground, or that of systemd-nspawn. */
export interface Ground {
  readonly region: Region;
  readonly call: Call;
  readonly events: readonly TimedEvent[];
  /** What a template says to launch such machines. */
  launchData(kind: Kind): NonNullable<ServiceOrder['data']>;
  /** Waits for something to be so. */
  until(isSo: () => boolean): Promise<void>;
}

/** One script's own service on a ground. */
export interface Stage {
  readonly service: Service;
  /** Does something to the group, by its name. */
  group(action: string, input: object): Promise<object>;
  readonly call: Call;
  readonly ground: Ground;
  /** The group's members, the oldest first. */
  members(): readonly Member[];
  /** Waits until nothing of it is under way. */
  rest(): Promise<void>;
  /** Another version of its template. @returns its number */
  version(kind: Kind): Promise<string>;
}

export async function setStage(
  ground: Ground,
  kind: Kind,
  order: Partial<ServiceOrder> & { name: string },
): Promise<Stage> {
  const { region, call } = ground;
  const data = ground.launchData(kind);
  const service = await makeService(call, {
    ...{ imageId: data.ImageId ?? '', data, max: 4, desired: 1 },
    ...{ interval: 5, unhealthyThreshold: 4, delay: 1, ...order },
  });
  const { name } = service;
  const members = () => region.state.autoscaling.groups.find((one) => one.name === name)?.members ?? [];
  const stage: Stage = {
    ...{ ground, call, service, members },
    group: (action, input) => call('autoscaling', action, { AutoScalingGroupName: name, ...input }),
    rest: () => ground.until(() => isAtRest(region, service)),
    async version(next) {
      const LaunchTemplateData = { InstanceType: 't3.small', ...ground.launchData(next) };
      const input = { LaunchTemplateId: service.templateId, LaunchTemplateData };
      const made = (await call('ec2', 'CreateLaunchTemplateVersion', input)) as {
        LaunchTemplateVersion?: { VersionNumber?: number };
      };
      return String(made.LaunchTemplateVersion?.VersionNumber);
    },
  };
  await stage.rest();
  return stage;
}

const MOVING = ['pending', 'stopping', 'shutting-down'];

/** Whether no instance, activity or target of it is on its way. */
export function isAtRest({ state }: Region, { name, targetGroupArn }: Service): boolean {
  const group = state.autoscaling.groups.find((one) => one.name === name);
  const targets = state.balancing.targetGroups.find(({ arn }) => arn === targetGroupArn)?.targets ?? [];
  const own = state.ec2.instances.filter(({ tags }) => tags['aws:autoscaling:groupName'] === name);
  return (
    (group?.activities.every(({ ended }) => ended !== undefined) ?? true) &&
    (group?.members.every(({ phase }) => phase.lifecycle === 'InService') ?? true) &&
    targets.every(({ phase }) => phase.kind === 'healthy' || phase.kind === 'unhealthy') &&
    !own.some((instance) => MOVING.includes(instance.state))
  );
}
