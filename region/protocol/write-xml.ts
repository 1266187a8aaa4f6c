import type { NormalizedSchema } from '@smithy/core/schema';

import { isFlat, xmlName } from './dialect.ts';
import { writeScalar } from './scalar.ts';

/**
 * Writes the members of an output structure as XML, by its schema. Members that the schema does not know are a mistake of
 * the action and throw.
 */
export function writeMembers(schema: NormalizedSchema, value: object): string {
  const values = new Map<string, unknown>(Object.entries(value));
  let xml = '';
  for (const [name, member] of schema.structIterator()) {
    xml += writeElement(member, values.get(name), xmlName(member) ?? name);
    values.delete(name);
  }
  for (const name of values.keys())
    throw new Error(`${schema.getName() ?? 'the output'} has no member ${name}`);
  return xml;
}

function writeElement(schema: NormalizedSchema, value: unknown, tag: string): string {
  if (value === undefined || value === null) return '';
  if (schema.isListSchema()) return writeList(schema, value, tag);
  if (schema.isMapSchema()) return element(tag, writeEntries(schema, value));
  if (schema.isStructSchema()) return element(tag, writeMembers(schema, value));
  return element(tag, escapeXml(writeScalar(schema, value)));
}

function writeList(schema: NormalizedSchema, value: unknown, tag: string): string {
  if (!Array.isArray(value)) throw new Error(`a reply holds ${typeof value} where the list ${tag} is due`);
  const flat = isFlat(schema);
  const item = schema.getValueSchema();
  const itemTag = flat ? tag : (xmlName(item) ?? 'member');
  const items = value.map((one) => writeElement(item, one, itemTag)).join('');
  return flat ? items : element(tag, items);
}

function writeEntries(schema: NormalizedSchema, value: object): string {
  const keyTag = xmlName(schema.getKeySchema()) ?? 'key';
  const valueSchema = schema.getValueSchema();
  const valueTag = xmlName(valueSchema) ?? 'value';
  const entries = Object.entries(value).map(
    ([key, one]) => element(keyTag, escapeXml(key)) + writeElement(valueSchema, one, valueTag),
  );
  return entries.map((entry) => element('entry', entry)).join('');
}

function element(tag: string, content: string): string {
  return `<${tag}>${content}</${tag}>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
  '\n': '&#10;',
};

/** Line ends are written as references: readers of XML may change bare ones, and a private key must arrive as it was. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"'\r\n]/g, (character) => ENTITIES[character] ?? character);
}
