import t from 'tap';

import { terminate } from '../../../region/model/ec2/terminate.ts';
import { putParameter } from '../../../region/model/parameters.ts';
import { startEc2 } from '../ec2/scenario.ts';
import { autoscaling, ec2, send, signature, ssm } from './raw.ts';

t.test(
  "PROTO-11 a request without the region's access key is refused with 403, in its protocol's form",
  async (t) => {
    const r = await startEc2(t);
    const stranger = { authorization: signature('AKIDSTRANGER', 'ec2') };
    const inEc2 = await send(r, ec2('DescribeInstances'), stranger);
    t.equal(inEc2.status, 403);
    t.match(inEc2.body, '<Code>AuthFailure</Code>');
    const inQuery = await send(r, autoscaling('DescribePolicies'), stranger);
    t.equal(inQuery.status, 403);
    t.match(inQuery.body, '<Code>InvalidClientTokenId</Code>');
    const inJson = await send(r, '{"Name":"/a"}', { ...ssm('GetParameter'), ...stranger });
    t.equal(inJson.status, 403);
    t.match(JSON.parse(inJson.body), { __type: 'UnrecognizedClientException' });
    const unsigned = await send(r, ec2('TerminateInstances', '&InstanceId.1=i-1'), { authorization: '' });
    t.equal(unsigned.status, 403);
    t.match(unsigned.body, '<Code>MissingAuthenticationToken</Code>');
  },
);

t.test(
  'PROTO-12 a request for another host, or of a web page, is refused with 403 whoever signs it',
  async (t) => {
    const r = await startEc2(t);
    const { port } = new URL(r.endpoint);
    for (const host of ['evil.example:4600', `evil.example:${port}`, '127.0.0.1', `127.0.0.2:${port}`]) {
      t.equal((await send(r, ec2('DescribeInstances'), { host })).status, 403, host);
    }
    t.equal((await send(r, ec2('DescribeInstances'), { origin: 'http://evil.example' })).status, 403);
    const { network } = r.region;
    const own = [`127.0.0.1:${port}`, `localhost:${port}`, `${network.privatePrefix}.0.1:${network.port}`];
    for (const host of own) {
      t.equal((await send(r, ec2('DescribeInstances'), { host })).status, 200, host);
    }
  },
);

t.test(
  "PROTO-13 an instance's role may read parameters, nothing else, and only while the instance lives",
  async (t) => {
    const r = await startEc2(t);
    const { instanceId, credentials } = r.runInstance();
    await r.settle();
    putParameter(r.region, { name: '/hello/dev/url', value: 'here', type: 'String', overwrite: false });
    const authorization = signature(credentials.accessKeyId, 'ssm');
    const signed = { authorization, 'x-amz-security-token': credentials.token };
    const get = () => send(r, '{"Name":"/hello/dev/url"}', { ...ssm('GetParameter'), ...signed });
    t.match(JSON.parse((await get()).body), { Parameter: { Value: 'here' } });
    const put = await send(r, '{"Name":"/a","Value":"b"}', { ...ssm('PutParameter'), ...signed });
    t.equal(put.status, 403);
    t.match(JSON.parse(put.body), { __type: 'AccessDeniedException' });
    const run = await send(r, ec2('DescribeInstances'), signed);
    t.equal(run.status, 403);
    t.match(run.body, '<Code>UnauthorizedOperation</Code>');
    terminate(r.region, instanceId);
    await r.settle();
    t.match(JSON.parse((await get()).body), { __type: 'UnrecognizedClientException' });
  },
);
