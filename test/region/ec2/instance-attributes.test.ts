import {
  DescribeInstanceAttributeCommand,
  type InstanceAttributeName,
  ModifyInstanceAttributeCommand,
  type ModifyInstanceAttributeCommandInput,
  ModifyInstanceMetadataOptionsCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import t from 'tap';

import { start, stop } from '../../../region/model/ec2/terminate.ts';
import { type Ec2Region, idOf, startEc2 } from './scenario.ts';

t.test(
  'RESOLVE-6 type, user data and EBS optimization change while the instance is stopped, and hold from its next start',
  async (t) => {
    const r = await startEc2(t);
    const id = idOf((await r.run()).InstanceId);
    await r.settle();
    const changes: Partial<ModifyInstanceAttributeCommandInput>[] = [
      { InstanceType: { Value: 't3.large' } },
      { UserData: { Value: Buffer.from('hello') } },
      { EbsOptimized: { Value: true } },
    ];
    for (const change of changes) await t.rejects(modify(r, id, change), { name: 'IncorrectInstanceState' });
    stop(r.region, id);
    await r.settle();
    for (const change of changes) await modify(r, id, change);
    await t.rejects(modify(r, id, { InstanceType: { Value: 't4g.small' } }), {
      name: 'InvalidParameterValue',
    });
    t.match(await attribute(r, id, 'userData'), {
      UserData: { Value: Buffer.from('hello').toString('base64') },
    });
    t.match(await attribute(r, id, 'ebsOptimized'), { EbsOptimized: { Value: true } });
    start(r.region, id);
    await r.settle();
    t.match(r.machines.up.get(id), { instanceType: 't3.large', userData: 'hello' });
  },
);

t.test('RESOLVE-7 protection, shutdown behaviour and groups change at any time', async (t) => {
  const r = await startEc2(t);
  const id = idOf((await r.run()).InstanceId);
  t.match(await attribute(r, id, 'disableApiTermination'), { DisableApiTermination: { Value: false } });
  await modify(r, id, { DisableApiTermination: { Value: true } });
  t.match(await attribute(r, id, 'disableApiTermination'), { DisableApiTermination: { Value: true } });
  const terminate = new TerminateInstancesCommand({ InstanceIds: [id] });
  await t.rejects(r.ec2.send(terminate), { name: 'OperationNotPermitted' });
  await modify(r, id, { Attribute: 'disableApiTermination', Value: 'false' });
  await modify(r, id, { InstanceInitiatedShutdownBehavior: { Value: 'terminate' } });
  t.match(await attribute(r, id, 'instanceInitiatedShutdownBehavior'), {
    InstanceInitiatedShutdownBehavior: { Value: 'terminate' },
  });
  await t.rejects(modify(r, id, { Groups: ['sg-00000000000000000'] }), { name: 'InvalidGroup.NotFound' });
  await t.resolves(r.ec2.send(terminate));
});

t.test('RESOLVE-8 of the metadata options the hop limit changes; IMDSv1 is refused', async (t) => {
  const r = await startEc2(t);
  const id = idOf((await r.run()).InstanceId);
  const answer = await r.ec2.send(
    new ModifyInstanceMetadataOptionsCommand({
      InstanceId: id,
      HttpPutResponseHopLimit: 3,
      HttpTokens: 'required',
    }),
  );
  t.match(answer, {
    InstanceId: id,
    InstanceMetadataOptions: { HttpPutResponseHopLimit: 3, State: 'applied' },
  });
  t.match((await r.see(id)).MetadataOptions, { HttpPutResponseHopLimit: 3, HttpTokens: 'required' });
  const older = new ModifyInstanceMetadataOptionsCommand({ InstanceId: id, HttpTokens: 'optional' });
  await t.rejects(r.ec2.send(older), { name: 'UnsupportedOperation', message: /IMDSv2/ });
});

function modify(r: Ec2Region, id: string, change: Partial<ModifyInstanceAttributeCommandInput>) {
  return r.ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: id, ...change }));
}

function attribute(r: Ec2Region, id: string, name: InstanceAttributeName) {
  return r.ec2.send(new DescribeInstanceAttributeCommand({ InstanceId: id, Attribute: name }));
}
