import t from 'tap';

import { actionsByService } from '../../../region/life/model.ts';
import { apis } from '../../../region/protocol/apis.ts';
import { createServer } from '../../../region/protocol/server.ts';
import { startEc2 } from '../ec2/scenario.ts';
import { ec2, send } from './raw.ts';

t.test(
  'PROTO-14 what a call has changed is kept before its reply is sent; a call that only reads keeps nothing',
  async (t) => {
    const r = await startEc2(t);
    const kept: number[] = [];
    const save = () => {
      kept.push(r.region.state.ec2.keyPairs.length);
    };
    const server = createServer({ region: r.region, actionsByService, accessKey: r.accessKey, save });
    t.teardown(() => server.close());
    const watched = { ...r, endpoint: `http://127.0.0.1:${await server.listen(0)}` };
    await send(watched, ec2('DescribeKeyPairs'));
    t.same(kept, []);
    await send(watched, ec2('CreateKeyPair', '&KeyName=ours&KeyType=ed25519'));
    t.same(kept, [1]);
  },
);

t.test("PROTO-15 every action is one of AWS's, and takes members that AWS has", (t) => {
  for (const api of apis) {
    for (const [name, { takes }] of Object.entries(actionsByService[api.service])) {
      const operation = api.operations.get(name);
      t.ok(operation, `${api.service}:${name}`);
      for (const member of takes) t.ok(hasMember(operation?.input, member), `${name} takes ${member}`);
    }
  }
  t.end();
});

type Structure = NonNullable<ReturnType<(typeof apis)[number]['operations']['get']>>['input'];

/** @param path such as `LaunchTemplate.Version`; lists are looked through */
function hasMember(schema: Structure, path: string): boolean {
  if (schema === undefined) return false;
  if (schema.isListSchema()) return hasMember(schema.getValueSchema(), path);
  const [name = '', ...rest] = path.split('.');
  const [, member] = schema.isStructSchema()
    ? ([...schema.structIterator()].find(([one]) => one === name) ?? [])
    : [];
  if (member === undefined) return false;
  return rest.length === 0 || hasMember(member, rest.join('.'));
}
