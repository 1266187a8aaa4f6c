import { createServer } from 'node:http';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import t from 'tap';
import { countedAt } from '../../world/aws/fleet/counted.ts';
import { readGroup, writeGroup } from '../../world/aws/fleet/group.ts';
import { Failure, UNTOUCHED } from '../../world/failure.ts';

/** An API that takes calls and never answers. */
const calls: string[] = [];
const silent = createServer((request) => {
  request.on('data', (chunk: Buffer) => calls.push(chunk.toString()));
});
silent.listen(0, '127.0.0.1');
await once(silent, 'listening');
const { port } = silent.address() as AddressInfo;
const endpoint = `http://127.0.0.1:${port}`;
const state = t.testdir({});
process.env['XDG_STATE_HOME'] = state;
mkdirSync(join(state, 'bakeroll', 'regions'), { recursive: true });
writeFileSync(
  join(state, 'bakeroll', 'regions', 'it.json'),
  JSON.stringify({ endpoint, accessKeyId: 'AKIDTEST', secretAccessKey: 'secret' }),
);
t.teardown(() => {
  silent.closeAllConnections();
  silent.close();
});
const place = { region: 'eu-test-1', endpoint, account: undefined };
const lost = new Failure({ code: 'lease-lost', what: 'lost', state: UNTOUCHED, next: 'bakeroll status dev' });

t.test(
  'a write that is on the wire is let go of when the lease is lost, and says nothing of whether it was done',
  async (t) => {
    const lease = new AbortController();
    const aws = countedAt(place, { signal: lease.signal, assertHeld: () => undefined });
    const writing = writeGroup(aws, 'web', { min: 3 }).catch((error: unknown) => error);
    while (calls.length === 0) await new Promise((resume) => setTimeout(resume, 5));
    t.match(calls.join(), 'UpdateAutoScalingGroup');
    lease.abort(lost);
    t.match(await writing, { name: 'Unanswered' });
  },
);

t.test('nothing is sent once the lease cannot be proven to be held', async (t) => {
  calls.length = 0;
  const aws = countedAt(place, {
    signal: new AbortController().signal,
    assertHeld: () => {
      throw lost;
    },
  });
  await t.rejects(writeGroup(aws, 'web', { min: 3 }), { code: 'lease-lost' });
  const late = countedAt(place, { signal: AbortSignal.abort(lost), assertHeld: () => undefined });
  await t.rejects(writeGroup(late, 'web', { min: 3 }), { name: 'Unanswered' });
  t.same([calls, aws.calls().writes], [[], 0]);
});

t.test('a read needs no lease', async (t) => {
  calls.length = 0;
  const aws = countedAt(place, { signal: AbortSignal.abort(lost), assertHeld: () => undefined });
  const reading = readGroup(aws, 'web').catch(() => undefined);
  while (calls.length === 0) await new Promise((resume) => setTimeout(resume, 5));
  t.match(calls.join(), 'DescribeAutoScalingGroups');
  silent.closeAllConnections();
  void reading;
});
