import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  type PutParameterCommandInput,
  SSMClient,
  paginateGetParametersByPath,
} from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import t, { type Test } from 'tap';

import { startModelRegion } from '../model-region.ts';

t.test('SSM-1 a parameter is given back as it was put, its versions counted', async (t) => {
  const { ssm, put } = await start(t);
  t.match(await put({ Name: '/hello/dev/url', Value: 'postgres://a&b' }), { Version: 1 });
  t.match(await put({ Name: '/hello/dev/url', Value: 'postgres://c', Overwrite: true }), { Version: 2 });
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/hello/dev/url' }));
  t.match(Parameter, {
    Type: 'String',
    Value: 'postgres://c',
    Version: 2,
    LastModifiedDate: new Date('2026-11-21T08:00:00Z'),
    ARN: 'arn:aws:ssm:eu-test-1:000000000000:parameter/hello/dev/url',
  });
});

t.test('SSM-2 a parameter is not put over another unless that is said', async (t) => {
  const { put } = await start(t);
  await put({ Name: '/a', Value: 'b' });
  await t.rejects(put({ Name: '/a', Value: 'c' }), ParameterAlreadyExists);
});

t.test('SSM-3 the value of a SecureString is told only where its decryption is asked for', async (t) => {
  const { ssm, put } = await start(t);
  await put({ Name: '/hello/password', Value: 'open sesame', Type: 'SecureString' });
  const get = async (WithDecryption?: boolean) =>
    (await ssm.send(new GetParameterCommand({ Name: '/hello/password', WithDecryption }))).Parameter;
  t.match(await get(true), { Type: 'SecureString', Value: 'open sesame' });
  t.notMatch((await get())?.Value, /sesame/);
});

t.test('SSM-4 what does not exist is not found by its name, and told apart among several', async (t) => {
  const { ssm, put } = await start(t);
  await put({ Name: '/a', Value: '1' });
  await t.rejects(ssm.send(new GetParameterCommand({ Name: '/b' })), ParameterNotFound);
  await t.rejects(ssm.send(new DeleteParameterCommand({ Name: '/b' })), ParameterNotFound);
  const several = await ssm.send(new GetParametersCommand({ Names: ['/b', '/a'] }));
  t.match(several, { Parameters: [{ Name: '/a' }], InvalidParameters: ['/b'] });
  await ssm.send(new DeleteParameterCommand({ Name: '/a' }));
  await t.rejects(ssm.send(new GetParameterCommand({ Name: '/a' })), ParameterNotFound);
});

t.test('SSM-5 a path gives what is right below it, and with Recursive all that is below', async (t) => {
  const { ssm, put } = await start(t);
  for (const Name of [
    '/hello/dev/url',
    '/hello/dev/mail/host',
    '/hello/devil/url',
    '/hello/production/url',
  ]) {
    await put({ Name, Value: 'x' });
  }
  const below = async (Path: string, Recursive?: boolean) => {
    const { Parameters } = await ssm.send(new GetParametersByPathCommand({ Path, Recursive }));
    return Parameters?.map(({ Name }) => Name);
  };
  t.same(await below('/hello/dev'), ['/hello/dev/url']);
  t.same(await below('/hello/dev/', true), ['/hello/dev/mail/host', '/hello/dev/url']);
  await t.rejects(below('hello'), { name: 'ValidationException' });
});

t.test('SSM-6 a path comes in pages of at most ten', async (t) => {
  const { ssm, put } = await start(t);
  for (let number = 0; number < 12; number += 1) await put({ Name: `/many/${number}`, Value: 'x' });
  const sizes: (number | undefined)[] = [];
  for await (const page of paginateGetParametersByPath({ client: ssm }, { Path: '/many' })) {
    sizes.push(page.Parameters?.length);
  }
  t.same(sizes, [10, 2]);
});

t.test('SSM-7 names and values have their limits', async (t) => {
  const { put } = await start(t);
  const refused = { name: 'ValidationException' };
  await t.resolves(put({ Name: '/a', Value: 'x'.repeat(4096) }));
  await t.rejects(put({ Name: '/b', Value: 'x'.repeat(4097) }), refused);
  await t.rejects(put({ Name: 'hello/url', Value: 'x' }), refused);
  await t.rejects(put({ Name: '/hello url', Value: 'x' }), refused);
  await t.rejects(put({ Name: '/aws/url', Value: 'x' }), refused);
  await t.rejects(put({ Name: '/list', Value: 'a,b', Type: 'StringList' }), { message: /StringList/ });
});

t.test('SSM-8 STS tells whose region it is', async (t) => {
  const { settings } = await start(t);
  const sts = new STSClient(settings);
  t.teardown(() => {
    sts.destroy();
  });
  t.match(await sts.send(new GetCallerIdentityCommand({})), {
    Account: '000000000000',
    Arn: 'arn:aws:iam::000000000000:user/local',
  });
});

async function start(t: Test) {
  const model = await startModelRegion();
  const credentials = { accessKeyId: model.accessKey, secretAccessKey: 'secret' };
  const settings = { region: 'eu-test-1', endpoint: model.endpoint, credentials, maxAttempts: 1 };
  const ssm = new SSMClient(settings);
  t.teardown(async () => {
    ssm.destroy();
    await model.close();
  });
  const put = (input: PutParameterCommandInput) =>
    ssm.send(new PutParameterCommand({ Type: 'String', ...input }));
  return { settings, ssm, put };
}
