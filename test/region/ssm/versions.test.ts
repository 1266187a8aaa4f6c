import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  LabelParameterVersionCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import t, { type Test } from 'tap';

import { startModelRegion } from '../model-region.ts';

t.test(
  'RESOLVE-13 the history of a parameter has its versions, oldest first, and ends with it',
  async (t) => {
    const { ssm, put } = await start(t);
    await put('one');
    await put('two');
    const history = new GetParameterHistoryCommand({ Name: '/a' });
    const { Parameters } = await ssm.send(history);
    t.match(Parameters, [
      { Version: 1, Value: 'one', Labels: [] },
      { Version: 2, Value: 'two', LastModifiedUser: /^arn:aws:iam:/ },
    ]);
    await ssm.send(new DeleteParameterCommand({ Name: '/a' }));
    await t.rejects(ssm.send(history), { name: 'ParameterNotFound' });
    await put('anew');
    t.equal((await ssm.send(history)).Parameters?.length, 1);
  },
);

t.test('RESOLVE-14 a label stands on one version at a time, and GetParameter finds it', async (t) => {
  const { ssm, put, label } = await start(t);
  await put('one');
  await put('two');
  const get = async (Name: string) => (await ssm.send(new GetParameterCommand({ Name }))).Parameter;
  t.match(await label(['good', '1st'], 1), { ParameterVersion: 1, InvalidLabels: ['1st'] });
  t.match(await get('/a:good'), { Value: 'one', Version: 1, Selector: ':good' });
  await label(['good']);
  t.match(await get('/a:good'), { Value: 'two' });
  t.match(await get('/a:1'), { Value: 'one' });
  await t.rejects(get('/a:bad'), { name: 'ParameterVersionNotFound' });
  await t.rejects(label(['good'], 9), { name: 'ParameterVersionNotFound' });
});

t.test('RESOLVE-15 a version has at most ten labels, and a parameter a hundred versions', async (t) => {
  const { ssm, put, label } = await start(t);
  for (let version = 0; version < 101; version += 1) await put(`${version}`);
  const ten = Array.from({ length: 10 }, (_, number) => `label-${number}`);
  await label(ten);
  await t.rejects(label(['one-more']), { name: 'ParameterVersionLabelLimitExceeded' });
  const first = await ssm.send(new GetParameterHistoryCommand({ Name: '/a' }));
  const second = await ssm.send(new GetParameterHistoryCommand({ Name: '/a', NextToken: first.NextToken }));
  const versions = [...(first.Parameters ?? []), ...(second.Parameters ?? [])].map(({ Version }) => Version);
  t.equal(second.NextToken, undefined);
  t.same([versions.length, versions[0], versions.at(-1)], [100, 2, 101]);
});

async function start(t: Test) {
  const model = await startModelRegion();
  t.teardown(() => model.close());
  const credentials = { accessKeyId: model.accessKey, secretAccessKey: 'secret' };
  const ssm = new SSMClient({ region: 'eu-test-1', endpoint: model.endpoint, credentials, maxAttempts: 1 });
  t.teardown(() => {
    ssm.destroy();
  });
  const put = (Value: string) =>
    ssm.send(new PutParameterCommand({ Name: '/a', Value, Type: 'String', Overwrite: true }));
  const label = (Labels: string[], ParameterVersion?: number) =>
    ssm.send(new LabelParameterVersionCommand({ Name: '/a', Labels, ParameterVersion }));
  return { ssm, put, label };
}
