import { createServer, type AddressInfo, type Server } from 'node:net';
import t, { type Test } from 'tap';
import { called, configOf, keepRegion, ownSurroundings, recordsOf } from './called.ts';

const state = await ownSurroundings(t);

/** The address of a server that takes connections and never says a word. */
async function silence(t: Test): Promise<string> {
  const server = createServer((socket) => socket.on('error', () => undefined));
  await listening(server);
  t.teardown(() => {
    server.close();
  });
  return addressOf(server);
}

/** An address at which nothing listens any more. */
async function nothing(): Promise<string> {
  const server = createServer();
  await listening(server);
  const address = addressOf(server);
  await new Promise((resolve) => server.close(resolve));
  return address;
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function local(t: Test, endpoint: string): Promise<string> {
  return configOf(
    t,
    `app: hello\nenvironments:\n  dev: { region: eu-test-1, endpoint: '${endpoint}', groups: [{ name: web }] }\n`,
  );
}

function onAws(t: Test): Promise<string> {
  return configOf(t, 'app: hello\nenvironments:\n  dev: { region: eu-west-1, groups: [{ name: web }] }\n');
}

t.test(
  'where no local region was ever started, that is said, with the command that starts one',
  async (t) => {
    const came = await called('status', '--json', '--config', await local(t, await nothing()));
    t.equal(came.exit, 3);
    t.match(recordsOf(came)[1], { code: 'region-unreachable', next: 'bakeroll region up eu-test-1' });
  },
);

t.test('where the local region was killed, that is said', async (t) => {
  const endpoint = await nothing();
  await keepRegion(state, endpoint);
  const came = await called('status', '--json', '--config', await local(t, endpoint));
  t.equal(came.exit, 3);
  t.match(recordsOf(came)[1], { code: 'region-unreachable', why: /ECONNREFUSED/ });
});

t.test(
  'without credentials an environment on AWS is exit 3, before anything else is asked for',
  async (t) => {
    const { exit, out, err } = await called('status', '--config', await onAws(t));
    t.equal(exit, 3);
    t.equal(out, '');
    t.match(err, '✖ credentials  (exit 3)');
    t.match(err, '  What    There are no AWS credentials.\n');
    t.notMatch(err, /\n +at /, 'no stack trace');
  },
);

t.test('metadata that never answers does not keep anybody who has no credentials', async (t) => {
  process.env['AWS_EC2_METADATA_DISABLED'] = 'false';
  process.env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] = await silence(t);
  t.teardown(() => (process.env['AWS_EC2_METADATA_DISABLED'] = 'true'));
  const came = await called('status', '--json', '--config', await onAws(t));
  t.equal(came.exit, 3);
  t.match(recordsOf(came)[1], { code: 'credentials' });
});

t.test('credentials with no way to AWS: what is wrong is the network', async (t) => {
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'AKIDTEST',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL_STS: await nothing(),
  });
  t.teardown(() => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_ENDPOINT_URL_STS'])
      Reflect.deleteProperty(process.env, name);
  });
  const came = await called('status', '--json', '--config', await onAws(t));
  t.equal(came.exit, 3);
  t.match(recordsOf(came)[1], { code: 'region-unreachable', what: /eu-west-1/, why: /ECONNREFUSED/ });
});
