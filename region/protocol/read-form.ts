import type { NormalizedSchema } from '@smithy/core/schema';

import { type Dialect, formName, isFlat, xmlName } from './dialect.ts';
import type { FormNode } from './form.ts';
import { readScalar } from './scalar.ts';
import { unknownParameter } from './refusals.ts';

/**
 * Reads a request's form by the schema of its input.
 *
 * @param path where `node` stands in the form, for the errors
 * @returns a value of the shape that the schema's operation takes in the SDK
 * @throws AwsError where a parameter is not in the schema, or its text is not of its type
 */
export function readForm(schema: NormalizedSchema, node: FormNode, dialect: Dialect, path = ''): unknown {
  if (schema.isListSchema()) return readList(schema, node, dialect, path);
  if (schema.isMapSchema()) return readMap(schema, node, dialect, path);
  if (schema.isStructSchema()) return readStruct(schema, node, dialect, path);
  return readScalar(schema, node.text ?? '', { dialect, path });
}

function readStruct(schema: NormalizedSchema, node: FormNode, dialect: Dialect, path: string): object {
  const unread = new Set(node.children.keys());
  const members: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const key = formName(member, name, dialect);
    const child = node.children.get(key);
    if (child === undefined) continue;
    unread.delete(key);
    members[name] = readForm(member, child, dialect, below(path, key));
  }
  for (const key of unread) throw unknownParameter(below(path, key), dialect);
  return members;
}

function readList(schema: NormalizedSchema, node: FormNode, dialect: Dialect, path: string): unknown[] {
  const item = schema.getValueSchema();
  const flat = dialect === 'ec2' || isFlat(schema);
  const inner = flat ? node : (node.children.get(xmlName(item) ?? 'member') ?? node.children.get('member'));
  return numbered(inner).map(([number, child]) => readForm(item, child, dialect, below(path, number)));
}

function readMap(schema: NormalizedSchema, node: FormNode, dialect: Dialect, path: string): object {
  const keyName = xmlName(schema.getKeySchema()) ?? 'key';
  const valueName = xmlName(schema.getValueSchema()) ?? 'value';
  const inner = isFlat(schema) ? node : node.children.get('entry');
  const pairs = numbered(inner).map(([number, entry]) => {
    const value = entry.children.get(valueName) ?? { text: '', children: new Map() };
    const read = readForm(schema.getValueSchema(), value, dialect, below(path, number));
    return [entry.children.get(keyName)?.text ?? '', read] as const;
  });
  return Object.fromEntries(pairs);
}

/** The children with numbers for names, in their order. */
function numbered(node: FormNode | undefined): [string, FormNode][] {
  const children = [...(node?.children ?? [])];
  return children
    .filter(([name]) => /^\d+$/.test(name))
    .sort(([one], [other]) => Number(one) - Number(other));
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
