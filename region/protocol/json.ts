import type { NormalizedSchema } from '@smithy/core/schema';

import { AwsError } from './aws-error.ts';

/**
 * Reads the body of a JSON request by the schema of its input. Members that the schema has not are refused.
 *
 * @throws AwsError SerializationException where it is no JSON object or a value is not of its type
 */
export function readJson(schema: NormalizedSchema | undefined, body: string): object {
  const value = parsed(body === '' ? '{}' : body);
  if (schema === undefined) return {};
  return readStructure(schema, value);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new AwsError('SerializationException', `The body is no JSON: ${String(cause)}`);
  }
}

function readStructure(schema: NormalizedSchema, value: unknown): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongType(schema, 'object');
  const members = new Map([...schema.structIterator()]);
  const read = Object.entries(value).map(([name, one]: [string, unknown]) => {
    const member = members.get(name);
    if (member === undefined)
      throw new AwsError('ValidationException', `The member ${name} is not recognized`);
    return [name, readValue(member, one)] as const;
  });
  return Object.fromEntries(read);
}

function readValue(schema: NormalizedSchema, value: unknown): unknown {
  if (value === null) return undefined;
  if (schema.isStructSchema()) return readStructure(schema, value);
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) throw wrongType(schema, 'list');
    return value.map((item) => readValue(schema.getValueSchema(), item));
  }
  if (schema.isTimestampSchema()) {
    if (typeof value !== 'number') throw wrongType(schema, 'timestamp');
    return new Date(value * 1000);
  }
  const type = schema.isBooleanSchema() ? 'boolean' : schema.isNumericSchema() ? 'number' : 'string';
  if (schema.isStringSchema() || type !== 'string') {
    if (typeof value !== type) throw wrongType(schema, type);
  }
  return value;
}

function wrongType(schema: NormalizedSchema, expected: string): AwsError {
  const place = schema.isMemberSchema() ? schema.getMemberName() : 'The body';
  return new AwsError('SerializationException', `${place} is not of the type ${expected}`);
}

/** An output as JSON: times are seconds since the epoch, and what is undefined is left out. */
export function writeJson(output: object): string {
  return JSON.stringify(seconds(output));
}

function seconds(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(seconds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, seconds(one)]));
}
