import t, { type Test } from 'tap';

import { type ModelRegion, startModelRegion } from '../model-region.ts';
import { autoscaling, ec2, send, ssm } from './raw.ts';

t.test('PROTO-2 an error has the form of its protocol, and the id of its request', async (t) => {
  const r = await start(t);
  const inEc2 = await send(r, ec2('Nonsense'));
  const id = String(inEc2.headers['x-amzn-requestid']);
  t.equal(inEc2.status, 400);
  t.match(inEc2.body, `<Response><Errors><Error><Code>InvalidAction</Code><Message>`);
  t.match(inEc2.body, `</Error></Errors><RequestID>${id}</RequestID></Response>`);
  const inQuery = await send(r, autoscaling('Nonsense'));
  t.match(inQuery.body, '<Error><Type>Sender</Type><Code>InvalidAction</Code><Message>');
  t.match(
    inQuery.body,
    `</Error><RequestId>${String(inQuery.headers['x-amzn-requestid'])}</RequestId></ErrorResponse>`,
  );
  const inJson = await send(r, '{}', ssm('Nonsense'));
  t.equal(inJson.headers['content-type'], 'application/x-amz-json-1.1');
  t.match(JSON.parse(inJson.body), { __type: 'UnknownOperationException' });
});

t.test('PROTO-3 an action that AWS has and the region has not is refused by its name', async (t) => {
  const r = await start(t);
  const reply = await send(r, ec2('CreateVpc', '&CidrBlock=10.0.0.0/16'));
  t.equal(reply.status, 400);
  t.match(reply.body, '<Code>UnsupportedOperation</Code>');
  t.match(reply.body, 'ec2:CreateVpc');
});

t.test(
  'PROTO-4 a parameter that AWS has and the region has not is refused by its name, never ignored',
  async (t) => {
    const r = await start(t);
    const flat = await send(r, ec2('DescribeInstances', '&IncludeManagedResources=true'));
    t.match(flat.body, '<Code>UnsupportedOperation</Code>');
    t.match(flat.body, 'IncludeManagedResources of DescribeInstances');
    const inner =
      '&MinCount=1&MaxCount=1&MetadataOptions.HttpTokens=required&MetadataOptions.HttpProtocolIpv6=enabled';
    t.match(
      (await send(r, ec2('RunInstances', inner))).body,
      'MetadataOptions.HttpProtocolIpv6 of RunInstances',
    );
    const inList = '&MinCount=1&MaxCount=1&BlockDeviceMapping.1.Ebs.KmsKeyId=3000';
    t.match(
      (await send(r, ec2('RunInstances', inList))).body,
      'BlockDeviceMapping.1.Ebs.KmsKeyId of RunInstances',
    );
  },
);

t.test('PROTO-5 a parameter that AWS has not is refused', async (t) => {
  const r = await start(t);
  const reply = await send(r, ec2('DescribeInstances', '&Filter.1.Nam=image-id'));
  t.match(reply.body, '<Code>UnknownParameter</Code>');
  t.match(reply.body, 'The parameter Filter.1.Nam is not recognized');
  t.match(
    (await send(r, autoscaling('DescribePolicies', '&Colour=red'))).body,
    'The parameter Colour is not recognized',
  );
  t.match(JSON.parse((await send(r, '{"Colour":"red"}', ssm('GetParameter'))).body), {
    __type: 'ValidationException',
  });
});

t.test('PROTO-6 a required parameter that is missing is named, in the words of its protocol', async (t) => {
  const r = await start(t);
  const inEc2 = await send(r, ec2('RunInstances', '&MinCount=1'));
  t.match(
    inEc2.body,
    '<Code>MissingParameter</Code><Message>The request must contain the parameter MaxCount</Message>',
  );
  const inQuery = await send(r, autoscaling('SetDesiredCapacity', '&AutoScalingGroupName=web'));
  t.match(inQuery.body, '<Code>ValidationError</Code>');
  t.match(
    inQuery.body,
    /Value null at .*desiredCapacity.* failed to satisfy constraint: Member must not be null/,
  );
  const inJson = await send(r, '{}', ssm('GetParameter'));
  t.match(JSON.parse(inJson.body), { __type: 'ValidationException', message: /'name'.*must not be null/ });
});

t.test(
  'PROTO-7 a text that is not of its type, or none of the values that it may be, is refused',
  async (t) => {
    const r = await start(t);
    const count = await send(r, ec2('RunInstances', '&MinCount=one&MaxCount=1'));
    t.match(count.body, '<Code>InvalidParameterValue</Code>');
    const many = await send(r, ec2('DescribeInstanceStatus', '&IncludeAllInstances=perhaps'));
    t.match(many.body, '<Code>InvalidParameterValue</Code>');
    const kind = await send(r, ec2('CreateKeyPair', '&KeyName=ours&KeyType=dsa'));
    t.match(kind.body, 'Value (dsa) for parameter KeyType is invalid.');
    const put = await send(r, '{"Name":"/a","Value":"b","Type":"Secret"}', ssm('PutParameter'));
    t.match(JSON.parse(put.body), {
      __type: 'ValidationException',
      message: /'Secret' at 'type'.*SecureString/,
    });
    const wrong = await send(r, '{"Name":7}', ssm('GetParameter'));
    t.match(JSON.parse(wrong.body), { __type: 'SerializationException' });
    t.match(JSON.parse((await send(r, '{"Name"', ssm('GetParameter'))).body), {
      __type: 'SerializationException',
    });
  },
);

t.test('PROTO-8 where a request says no version, the scope of its signature tells its service', async (t) => {
  const r = await start(t);
  const headers = {
    authorization: `AWS4-HMAC-SHA256 Credential=${r.accessKey}/20261121/eu-test-1/sts/aws4_request`,
  };
  t.match((await send(r, 'Action=GetCallerIdentity', headers)).body, '<Account>000000000000</Account>');
});

t.test('PROTO-9 only POST / is answered, and a request of more than 1 MiB is not read', async (t) => {
  const r = await start(t);
  t.equal((await fetch(`${r.endpoint}/?Action=DescribeInstances`)).status, 404);
  const large = await send(r, ec2('DescribeInstances', `&NextToken=${'x'.repeat(1024 * 1024)}`));
  t.equal(large.status, 400);
  t.match(large.body, 'larger than 1048576 bytes');
});

t.test(
  'PROTO-10 each request is in the event log: its action, whether it writes, and what came of it',
  async (t) => {
    const r = await start(t);
    await send(r, ec2('DescribeInstances'));
    await send(r, ec2('CreateKeyPair', '&KeyName=ours&KeyType=ed25519'));
    await send(r, ec2('CreateKeyPair', '&KeyName=ours&KeyType=ed25519'));
    t.match(r.events, [
      { type: 'request', service: 'ec2', action: 'DescribeInstances', write: false, outcome: 'ok' },
      { type: 'request', service: 'ec2', action: 'CreateKeyPair', write: true, outcome: 'ok' },
      {
        type: 'request',
        service: 'ec2',
        action: 'CreateKeyPair',
        write: true,
        outcome: 'InvalidKeyPair.Duplicate',
      },
    ]);
  },
);

async function start(t: Test): Promise<ModelRegion> {
  const region = await startModelRegion();
  t.teardown(() => region.close());
  return region;
}
