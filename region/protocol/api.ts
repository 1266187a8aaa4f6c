import { NormalizedSchema, deref } from '@smithy/core/schema';

import type { Dialect } from './dialect.ts';

/** One AWS service as it is spoken on the wire. */
export interface Api {
  readonly service: Service;
  readonly dialect: Dialect | 'json';
  readonly version: string;
  /** The XML namespace of its replies, or the prefix of `X-Amz-Target`. */
  readonly namespace: string;
  /** Whether its JSON is of version 1.0, and tells errors by the codes of the query protocol too, which it spoke before. */
  readonly queryCompatible?: boolean;
  /** All operations that AWS has, ours or not, by name. */
  readonly operations: ReadonlyMap<string, Operation>;
  /** The shapes of its errors, by their names and by their codes in the query protocol. */
  readonly errors: ReadonlyMap<string, ErrorShape>;
}

/** The services by their names in a credential scope. */
export type Service = 'ec2' | 'autoscaling' | 'elasticloadbalancing' | 'sts' | 'ssm' | 'iam' | 'monitoring';

export interface Operation {
  readonly name: string;
  /** Undefined where the operation takes, or gives, nothing. */
  readonly input: NormalizedSchema | undefined;
  readonly output: NormalizedSchema | undefined;
}

export interface ErrorShape {
  readonly name: string;
  /** Its code in the query protocol. */
  readonly code: string;
}

/**
 * Describes a service by the schemas that the SDK's client exports: `RunInstances$` is `[9, namespace, name, traits, input,
 * output]`. They are no documented contract: the versions are pinned, and the fuzz test reads them as AWS's own code does.
 *
 * @param client the module of the client, `import * as client from '@aws-sdk/client-…'`
 */
export function describeApi(client: object, about: Omit<Api, 'operations' | 'errors'>): Api {
  const operations = Object.values(client)
    .filter((value) => isOperation(value))
    .map(operationOf);
  return {
    ...about,
    operations: new Map(operations.map((operation) => [operation.name, operation])),
    errors: new Map(Object.values(client).flatMap((value) => errorShapes(value))),
  };
}

const OPERATION = 9;
const ERROR = -3;

type Shape = Parameters<typeof NormalizedSchema.of>[0];
type OperationSchema = [typeof OPERATION, string, string, unknown, Shape, Shape];

function isOperation(value: unknown): value is OperationSchema {
  return Array.isArray(value) && value[0] === OPERATION;
}

function operationOf(schema: OperationSchema): Operation {
  const [, , name, , input, output] = schema;
  return { name, input: structureOf(input), output: structureOf(output) };
}

function structureOf(shape: Shape): NormalizedSchema | undefined {
  const schema = NormalizedSchema.of(deref(shape));
  return schema.isStructSchema() ? schema : undefined;
}

/** An error is `[-3, namespace, name, traits, …]`, where the traits hold `awsQueryError: [code, status]`. */
function errorShapes(value: unknown): [string, ErrorShape][] {
  if (!Array.isArray(value) || value[0] !== ERROR) return [];
  const [, , name, traits] = value as [typeof ERROR, string, string, unknown];
  const { awsQueryError } = Object(traits) as { awsQueryError?: [string, number] };
  const shape = { name, code: awsQueryError?.[0] ?? name };
  return [
    [shape.code, shape],
    [shape.name, shape],
  ];
}
