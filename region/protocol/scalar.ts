import type { NormalizedSchema } from '@smithy/core/schema';

import type { Dialect } from './dialect.ts';
import { malformedValue } from './refusals.ts';

/** Where a text stands, for the error that refuses it. */
export interface Place {
  readonly dialect: Dialect;
  readonly path: string;
}

/**
 * A text of a request as the value that its schema asks for: a string, number, bigint, boolean, Date or bytes.
 *
 * @throws AwsError where the text is not of that type
 */
export function readScalar(schema: NormalizedSchema, text: string, place: Place): unknown {
  if (schema.isBooleanSchema()) return readBoolean(text, place);
  if (schema.isNumericSchema()) return readNumber(text, place);
  if (schema.isBigIntegerSchema()) return BigInt(readNumber(text, place));
  if (schema.isTimestampSchema()) return readTime(text, place);
  if (schema.isBlobSchema()) return new Uint8Array(Buffer.from(text, 'base64'));
  return text;
}

function readBoolean(text: string, place: Place): boolean {
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  throw malformedValue(text, place, 'boolean');
}

function readNumber(text: string, place: Place): number {
  const number = Number(text);
  if (text.trim() === '' || Number.isNaN(number)) throw malformedValue(text, place, 'number');
  return number;
}

/** ISO 8601, or seconds since the epoch. */
function readTime(text: string, place: Place): Date {
  const time = /^\d+(\.\d+)?$/.test(text) ? new Date(Number(text) * 1000) : new Date(text);
  if (Number.isNaN(time.getTime())) throw malformedValue(text, place, 'timestamp');
  return time;
}

/** A value as it is written in XML; JavaScript's types are the SDK's. */
export function writeScalar(schema: NormalizedSchema, value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  throw new Error(`a reply holds ${typeof value} where ${schema.getName() ?? 'a scalar'} is due`);
}
