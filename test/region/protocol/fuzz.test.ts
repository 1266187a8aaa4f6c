import assert from 'node:assert';
import { randomInt } from 'node:crypto';

import { QueryShapeSerializer, XmlShapeDeserializer } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import t from 'tap';

import type { Api, Operation } from '../../../region/protocol/api.ts';
import { autoscalingApi, balancingApi, ec2Api, iamApi } from '../../../region/protocol/apis.ts';
import type { Dialect } from '../../../region/protocol/dialect.ts';
import { parseForm } from '../../../region/protocol/form.ts';
import { readForm } from '../../../region/protocol/read-form.ts';
import { success } from '../../../region/protocol/reply.ts';
import { type Random, anyValue, seeded } from './any-value.ts';

/** AWS's own code is the judge: what it writes we read, and what we write it reads, for every operation that AWS has. */
const ROUNDS = 3;

const seed = Number(process.env['FUZZ_SEED'] ?? randomInt(2 ** 31));

for (const api of [autoscalingApi, balancingApi, ec2Api, iamApi]) {
  t.test(
    `PROTO-1 every ${api.service} operation is read and written as AWS's own code does, seed ${seed}`,
    (t) => {
      const random = seeded(seed);
      let inputs = 0;
      let outputs = 0;
      for (const operation of api.operations.values()) {
        for (let round = 0; round < ROUNDS; round += 1) {
          if (operation.input !== undefined) inputs += compareInput(api, operation.input, operation, random);
          if (operation.output !== undefined)
            outputs += compareOutput(api, operation.output, operation, random);
        }
      }
      t.comment(`${api.operations.size} operations, ${inputs} inputs, ${outputs} outputs, seed ${seed}`);
      t.ok(inputs > 0 && outputs > 0);
      t.end();
    },
  );
}

function compareInput(api: Api, schema: NormalizedSchema, { name }: Operation, random: Random): number {
  const value = anyValue(schema, random);
  const serializer = new QueryShapeSerializer(settings(api));
  serializer.write(schema, value);
  const form = parseForm(String(serializer.flush()));
  const read = readForm(schema, form, dialectOf(api));
  assert.deepStrictEqual(read, value, `the input of ${name}, seed ${seed}`);
  return 1;
}

function compareOutput(api: Api, schema: NormalizedSchema, operation: Operation, random: Random): number {
  const value = anyValue(schema, random);
  const { body } = success(api, operation, Object(value) as object, 'a-request');
  const deserializer = new XmlShapeDeserializer(settings(api));
  const key = api.dialect === 'ec2' ? undefined : `${operation.name}Result`;
  const read: unknown = deserializer.read(schema, Buffer.from(body), key);
  assert.deepStrictEqual(read, value, `the output of ${operation.name}, seed ${seed}`);
  return 1;
}

function dialectOf({ dialect }: Api): Dialect {
  if (dialect === 'json') throw new Error('the JSON protocol is not driven by schemas');
  return dialect;
}

/** What the SDK's clients give to their serializers. */
function settings({ dialect }: Api) {
  const iso8601 = 5 as const;
  const common = {
    timestampFormat: { useTrait: true, default: iso8601 },
    httpBindings: false,
    xmlNamespace: '',
  };
  if (dialect !== 'ec2') return { ...common, serviceNamespace: '', serializeEmptyLists: true };
  return {
    ...common,
    serviceNamespace: '',
    serializeEmptyLists: false,
    capitalizeKeys: true,
    flattenLists: true,
    ec2: true,
  };
}
