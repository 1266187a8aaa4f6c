import { SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import t from 'tap';

import { send } from '../protocol/raw.ts';
import { startWatched } from './scenario.ts';

t.test('ALARM-19 JSON 1.0 is answered in JSON 1.0, with times in seconds since the epoch', async (t) => {
  const w = await startWatched(t);
  const headers = {
    'x-amz-target': 'GraniteServiceVersion20100801.DescribeAlarms',
    'x-amzn-query-mode': 'true',
  };
  const reply = await send(w, '{}', headers);
  t.equal(reply.headers['content-type'], 'application/x-amz-json-1.0');
  t.match(JSON.parse(reply.body), {
    MetricAlarms: [{ AlarmName: 'errors', StateUpdatedTimestamp: Date.UTC(2026, 10, 21, 8) / 1000 }],
  });
});

t.test('ALARM-20 an error in JSON has the code of the query protocol in a header', async (t) => {
  const w = await startWatched(t);
  const headers = {
    'x-amz-target': 'GraniteServiceVersion20100801.DeleteAlarms',
    'x-amzn-query-mode': 'true',
  };
  const reply = await send(w, '{"AlarmNames":["none"]}', headers);
  t.equal(reply.status, 404);
  t.equal(reply.headers['x-amzn-query-error'], 'ResourceNotFound;Sender');
  t.match(JSON.parse(reply.body), { __type: 'ResourceNotFound', message: 'Unknown alarm: none' });
  const wrong = await send(w, '{}', headers);
  t.equal(wrong.headers['x-amzn-query-error'], 'ValidationError;Sender');
  t.match(JSON.parse(wrong.body), { __type: 'ValidationException' });
  const StateValue = 'ALARM' as const;
  const set = new SetAlarmStateCommand({ AlarmName: 'none', StateValue, StateReason: '' });
  await t.rejects(w.cloudwatch.send(set), { name: 'ResourceNotFound', Code: 'ResourceNotFound' });
});

t.test('ALARM-21 the query protocol is answered in XML', async (t) => {
  const w = await startWatched(t);
  const reply = await send(w, 'Action=DescribeAlarms&Version=2010-08-01&AlarmNames.member.1=errors');
  t.match(reply.body, '<DescribeAlarmsResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/">');
  t.match(reply.body, '<MetricAlarms><member>');
  t.match(reply.body, '<AlarmName>errors</AlarmName>');
  const refused = await send(w, 'Action=DeleteAlarms&Version=2010-08-01&AlarmNames.member.1=none');
  t.equal(refused.status, 404);
  t.match(refused.body, '<Error><Type>Sender</Type><Code>ResourceNotFound</Code>');
});
