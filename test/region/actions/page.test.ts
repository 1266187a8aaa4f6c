import { DescribeScalingActivitiesCommand, SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import {
  CreateTargetGroupCommand,
  DeleteTargetGroupCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import t from 'tap';

import { pageOf } from '../../../region/actions/page.ts';
import { startGroup } from '../autoscaling/scenario.ts';
import { startEc2 } from '../ec2/scenario.ts';

t.test('PAGE-1 a page goes on behind the one before, though things before it were removed', async (t) => {
  const r = await startEc2(t);
  for (let number = 0; number < 12; number += 1) await r.run();
  const { instances } = r.region.state.ec2;
  const all = instances.map(({ instanceId }) => instanceId);
  const page = async (NextToken?: string) => {
    const answer = await r.ec2.send(new DescribeInstancesCommand({ MaxResults: 5, NextToken }));
    const found = answer.Reservations?.flatMap(({ Instances = [] }) => Instances) ?? [];
    return { ids: found.map(({ InstanceId }) => InstanceId), next: answer.NextToken };
  };
  const first = await page();
  instances.splice(3, 2);
  const second = await page(first.next);
  t.same(second.ids, all.slice(5, 10));
  instances.splice(0, 3);
  t.same((await page(second.next)).ids, all.slice(10));
});

t.test('PAGE-2 in a list that begins with the newest, what is made meanwhile repeats nothing', async (t) => {
  const g = await startGroup(t, 2);
  const page = (NextToken?: string) =>
    g.autoscaling.send(
      new DescribeScalingActivitiesCommand({ AutoScalingGroupName: 'web', MaxRecords: 1, NextToken }),
    );
  const before = await g.activities();
  const first = await page();
  await g.autoscaling.send(
    new SetDesiredCapacityCommand({ AutoScalingGroupName: 'web', DesiredCapacity: 4 }),
  );
  await g.clock.pass(0);
  const second = await page(first.NextToken);
  t.equal(first.Activities?.[0]?.ActivityId, before[0]?.ActivityId);
  t.equal(second.Activities?.[0]?.ActivityId, before[1]?.ActivityId);
});

t.test('PAGE-3 a target group that is deleted between pages leaves none out', async (t) => {
  const g = await startGroup(t, 0);
  const make = async (Name: string) => {
    const command = new CreateTargetGroupCommand({ Name, Protocol: 'HTTP', Port: 80, VpcId: g.vpcId });
    return (await g.elbv2.send(command)).TargetGroups?.[0]?.TargetGroupArn;
  };
  const arns = [await make('one'), await make('two'), await make('three')];
  const page = (PageSize: number, Marker?: string) =>
    g.elbv2.send(new DescribeTargetGroupsCommand({ PageSize, Marker }));
  const all = (await page(10)).TargetGroups?.map(({ TargetGroupArn }) => TargetGroupArn) ?? [];
  const first = await page(2);
  await g.elbv2.send(new DeleteTargetGroupCommand({ TargetGroupArn: arns[0] }));
  const second = await page(10, first.NextMarker);
  t.same(
    second.TargetGroups?.map(({ TargetGroupArn }) => TargetGroupArn),
    all.slice(2),
  );
});

t.test('PAGE-4 a token never turns into another list: it is refused where it is none of ours', (t) => {
  const items = ['a', 'b', 'c', 'd'];
  const none = ['', 'x', Buffer.from('{"index":-1,"after":["a"]}').toString('base64'), 'bnVsbA=='];
  for (const token of none) {
    t.throws(() => pageOf(items, token, 2, 'InvalidNextToken'), { code: 'InvalidNextToken' });
  }
  const { next } = pageOf(items, undefined, 2, 'InvalidNextToken');
  t.same(pageOf([], next, 2, 'InvalidNextToken'), { items: [], next: undefined }, 'all was removed');
  t.same(pageOf(['d'], next, 2, 'InvalidNextToken').items, ['d'], 'all before was removed');
  t.end();
});

t.test('PAGE-5 what changes about a thing is no matter to a token', (t) => {
  const things = [1, 2, 3].map((number) => ({ instanceId: `i-${number}`, state: 'pending', tags: {} }));
  const { next } = pageOf(things, undefined, 2, 'InvalidNextToken');
  const later = things.slice(1).map((one) => ({ ...one, state: 'running', tags: { team: 'blue' } }));
  t.match(pageOf(later, next, 2, 'InvalidNextToken').items, [{ instanceId: 'i-3' }]);
  t.end();
});
