import type { NormalizedSchema } from '@smithy/core/schema';

import type { Api, Operation } from './api.ts';
import { formName } from './dialect.ts';
import { allowedValues } from './enums.ts';
import { missingParameter, notAllowedValue, notModelled } from './refusals.ts';

/**
 * Checks that an input has what AWS requires, and nothing that the region's action does not take.
 *
 * @param takes as the action declares them: `A` takes all of A, `A.B` takes B of A and no other member of it
 * @throws AwsError that names the parameter as the request does
 */
export function checkInput(api: Api, operation: Operation, takes: readonly string[], input: object): void {
  if (operation.input === undefined) return;
  const check = { api, action: operation.name, takes };
  checkStructure(check, operation.input, input, { path: '', name: '' });
}

interface Check {
  readonly api: Api;
  readonly action: string;
  readonly takes: readonly string[];
}

/** Where a value stands: `path` in the words of the request, `name` in those of `takes`. */
interface Place {
  readonly path: string;
  readonly name: string;
}

function checkStructure(check: Check, schema: NormalizedSchema, value: object, place: Place): void {
  const values = new Map<string, unknown>(Object.entries(value));
  const required = requiredMembers(schema);
  for (const [name, member] of schema.structIterator()) {
    const inner = {
      path: joined(place.path, wireName(check.api, member, name)),
      name: joined(place.name, name),
    };
    const given = values.get(name);
    if (given === undefined && required.has(name)) throw missingParameter(inner.path, check.api.dialect);
    if (given === undefined) continue;
    if (!isTaken(check.takes, inner.name)) throw notModelled(check.action, inner.path, check.api.dialect);
    checkEnum(check.api, name, given, inner.path);
    checkValue(check, member, given, inner);
  }
}

function checkValue(check: Check, schema: NormalizedSchema, value: unknown, place: Place): void {
  if (schema.isListSchema() && Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      checkValue(check, schema.getValueSchema(), item, { ...place, path: `${place.path}.${index + 1}` });
    }
  } else if (schema.isStructSchema() && typeof value === 'object' && value !== null) {
    checkStructure(check, schema, value, place);
  }
}

function checkEnum(api: Api, member: string, value: unknown, path: string): void {
  const allowed = allowedValues(api.service, member);
  if (allowed === undefined || typeof value !== 'string' || allowed.includes(value)) return;
  throw notAllowedValue(value, path, allowed, api.dialect);
}

/** A structure's required members are its first ones; their number ends its schema. */
function requiredMembers(schema: NormalizedSchema): ReadonlySet<string> {
  const structure: unknown = schema.getSchema();
  if (!Array.isArray(structure)) return new Set();
  const parts: readonly unknown[] = structure;
  const [names, count] = [parts[4], parts[6]];
  if (!Array.isArray(names) || typeof count !== 'number') return new Set();
  return new Set(names.slice(0, count).map(String));
}

/** Whether `name` is taken: by its own name, by that of a structure around it, or for the sake of a member below it. */
function isTaken(takes: readonly string[], name: string): boolean {
  return takes.some((take) => take === name || name.startsWith(`${take}.`) || take.startsWith(`${name}.`));
}

function wireName(api: Api, member: NormalizedSchema, name: string): string {
  return api.dialect === 'json' ? name : formName(member, name, api.dialect);
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
