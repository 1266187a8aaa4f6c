import {
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeInstancesCommand,
  DescribeTagsCommand,
} from '@aws-sdk/client-ec2';
import t from 'tap';

import { type Ec2Region, idOf, startEc2 } from './scenario.ts';

t.test('EC2-37 tags are put on many things at once, in the place of those of the same key', async (t) => {
  const r = await startEc2(t);
  const one = idOf((await r.run()).InstanceId);
  const other = idOf((await r.run(tagged('team', 'red'))).InstanceId);
  await r.ec2.send(
    new CreateTagsCommand({ Resources: [one, other], Tags: [{ Key: 'team', Value: 'blue' }] }),
  );
  t.same(await tagsOf(r, one), { team: 'blue' });
  t.same(await tagsOf(r, other), { team: 'blue' });
});

t.test('EC2-38 tags are put on all of the things named, or on none', async (t) => {
  const r = await startEc2(t);
  const one = idOf((await r.run()).InstanceId);
  const put = new CreateTagsCommand({
    Resources: [one, 'ami-00000000000000000'],
    Tags: [{ Key: 'a', Value: 'b' }],
  });
  await t.rejects(r.ec2.send(put), { name: 'InvalidAMIID.NotFound' });
  t.same(await tagsOf(r, one), {});
});

t.test('EC2-39 a tag is deleted by its key, or by key and value', async (t) => {
  const r = await startEc2(t);
  const id = idOf((await r.run(tagged('team', 'red'))).InstanceId);
  await r.ec2.send(new DeleteTagsCommand({ Resources: [id], Tags: [{ Key: 'team', Value: 'blue' }] }));
  t.same(await tagsOf(r, id), { team: 'red' });
  await r.ec2.send(new DeleteTagsCommand({ Resources: [id], Tags: [{ Key: 'team' }] }));
  t.same(await tagsOf(r, id), {});
});

t.test(
  'EC2-40 tags have their limits: 128 characters a key, 256 a value, 50 a thing, and aws: is reserved',
  async (t) => {
    const r = await startEc2(t);
    const id = idOf((await r.run()).InstanceId);
    const put = (...Tags: { Key: string; Value: string }[]) =>
      r.ec2.send(new CreateTagsCommand({ Resources: [id], Tags }));
    await t.resolves(put({ Key: 'k'.repeat(128), Value: 'v'.repeat(256) }));
    await t.rejects(put({ Key: 'k'.repeat(129), Value: '' }), {
      name: 'InvalidParameterValue',
      message: /128/,
    });
    await t.rejects(put({ Key: 'k', Value: 'v'.repeat(257) }), {
      name: 'InvalidParameterValue',
      message: /256/,
    });
    await t.rejects(put({ Key: 'aws:autoscaling:groupName', Value: 'web' }), { message: /reserved/ });
    const many = Array.from({ length: 50 }, (_, index) => ({ Key: `key ${index}`, Value: '' }));
    await t.rejects(put(...many), { name: 'TagLimitExceeded' });
    await t.resolves(put(...many.slice(1)));
  },
);

t.test('EC2-41 things are found by their tags', async (t) => {
  const r = await startEc2(t);
  const red = idOf((await r.run(tagged('team', 'red'))).InstanceId);
  const blue = idOf((await r.run(tagged('team', 'blue'))).InstanceId);
  await r.run();
  const found = async (Name: string, ...Values: string[]) => {
    const { Reservations } = await r.ec2.send(new DescribeInstancesCommand({ Filters: [{ Name, Values }] }));
    return Reservations?.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId }) => InstanceId));
  };
  t.same(await found('tag:team', 'red'), [red]);
  t.same(await found('tag:team', 're?', 'b*'), [red, blue]);
  t.same(await found('tag-key', 'team'), [red, blue]);
  t.same(await found('tag:colour', '*'), []);
});

/** The tags of a launch's instance. */
function tagged(Key: string, Value: string) {
  return { TagSpecifications: [{ ResourceType: 'instance' as const, Tags: [{ Key, Value }] }] };
}

async function tagsOf(r: Ec2Region, id: string): Promise<Record<string, string | undefined>> {
  const { Tags = [] } = await r.ec2.send(
    new DescribeTagsCommand({ Filters: [{ Name: 'resource-id', Values: [id] }] }),
  );
  return Object.fromEntries(Tags.map(({ Key = '', Value }) => [Key, Value]));
}
