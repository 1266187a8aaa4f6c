import { subnets } from '../../../region/model/ec2/subnets.ts';
import { setSwitch } from '../../../region/model/switches.ts';
import type { Group } from '../../../region/model/autoscaling/state.ts';
import { startSimulatedRegion, type SimulatedRegion } from '../../../region/simulated/region.ts';
import { makeService, type Service } from '../../../region/simulated/service.ts';
import { scriptOf } from './images.ts';
import type { Release, World } from './world.ts';

/** The region of a world, with its group at rest on `v1`. */
export interface Place {
  readonly world: World;
  readonly sim: SimulatedRegion;
  readonly service: Service;
  readonly images: Readonly<Record<Release, string>>;
  /** The group as the region has it now. */
  readonly group: () => Group;
  /** The image that a version of the group's template has. */
  readonly imageOf: (version: string) => string | undefined;
  readonly versions: () => number;
}

export async function placeOf(world: World): Promise<Place> {
  const sim = startSimulatedRegion({ seed: world.seed });
  for (const [name, value] of Object.entries(world.switches)) setSwitch(sim.region, name, value);
  const { group } = world;
  const image = (release: Release) =>
    sim.image(release, scriptOf(group, world.images[release] ?? { kind: 'good' }));
  const images = { v1: image('v1'), v2: image('v2'), v3: image('v3') };
  const [zone] = subnets(sim.region);
  const oneZone = group.zones === 1 && zone ? { VPCZoneIdentifier: zone.subnetId } : {};
  const service = await makeService(sim.call, {
    ...{ name: 'web', imageId: images.v1, min: group.min, max: group.max, desired: group.size },
    ...{ interval: group.interval, unhealthyThreshold: group.failures, delay: group.delay },
    group: { HealthCheckType: group.healthCheck, HealthCheckGracePeriod: group.grace, ...oneZone },
  });
  if (group.uneven)
    await sim.call('autoscaling', 'SuspendProcesses', {
      AutoScalingGroupName: 'web',
      ScalingProcesses: ['AZRebalance'],
    });
  await atRest(sim, group);
  const found = () => {
    const [web] = sim.region.state.autoscaling.groups;
    if (web === undefined) throw new Error('the group is gone');
    return web;
  };
  const template = () => sim.region.state.ec2.templates.find(({ id }) => id === service.templateId);
  return {
    ...{ world, sim, service, images, group: found },
    imageOf: (version) => template()?.versions.find(({ number }) => String(number) === version)?.data.ImageId,
    versions: () => template()?.versions.length ?? 0,
  };
}

/** Lets time pass until as many are healthy as there are to be. A large group is not launched at once: EC2 throttles. */
async function atRest(
  sim: SimulatedRegion,
  { size, boot, healthy, interval }: World['group'],
): Promise<void> {
  const [targets] = sim.region.state.balancing.targetGroups;
  for (let turn = 0; turn < 30; turn += 1) {
    await sim.clock.pass(boot.to + healthy.to + 3 * interval);
    if (targets?.targets.filter(({ phase }) => phase.kind === 'healthy').length === size) return;
  }
  throw new Error('the group does not come to serve by itself');
}
