import {
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeKeyPairsCommand,
  DescribeSecurityGroupsCommand,
} from '@aws-sdk/client-ec2';
import type { Test } from 'tap';
import { cloudAt, type Cloud } from '../../../bake/image/cloud.ts';
import { realWorld } from '../../../world/real.ts';
import type { World } from '../../../world/world.ts';
import { startModelRegion, type ModelRegion } from '../../region/model-region.ts';

/** The region's model in virtual time, reached by the real ports. */
export interface Scene {
  readonly model: ModelRegion;
  readonly cloud: Cloud;
  /** Its time is the region's: to sleep is to let the region's clock pass. */
  readonly world: World;
}

export async function scene(t: Test): Promise<Scene> {
  const model = await startModelRegion();
  t.teardown(() => model.close());
  const { endpoint, accessKey: accessKeyId } = model;
  const record = JSON.stringify({ endpoint, accessKeyId, secretAccessKey: 'secret' });
  const before = process.env['XDG_STATE_HOME'];
  process.env['XDG_STATE_HOME'] = t.testdir({ bakeroll: { regions: { 'eu-test-1.json': record } } });
  t.teardown(() => {
    process.env['XDG_STATE_HOME'] = before;
  });
  const cloud = cloudAt({ region: 'eu-test-1', endpoint, account: undefined });
  const clock = {
    now: () => model.clock.now(),
    monotonic: () => model.clock.now(),
    sleep: (duration: number) => model.clock.pass(duration / 1000),
  };
  return { model, cloud, world: { ...realWorld(() => undefined), clock } };
}

/** What is there, in a word each: living instances, keys, security groups, images of ours. */
export async function inventory({ ec2 }: ModelRegion): Promise<string[]> {
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
  const { KeyPairs = [] } = await ec2.send(new DescribeKeyPairsCommand({}));
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
  const { Images = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ['self'] }));
  const living = Reservations.flatMap(({ Instances = [] }) => Instances).filter(
    ({ State }) => State?.Name !== 'terminated',
  );
  return [
    ...living.map(({ InstanceId }) => `instance ${InstanceId}`),
    ...KeyPairs.map(({ KeyName }) => `key ${KeyName}`),
    ...SecurityGroups.map(({ GroupName }) => `door ${GroupName}`),
    ...Images.map(({ Name }) => `image ${Name}`),
  ].sort();
}
