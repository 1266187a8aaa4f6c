import type { z } from 'zod';
import { NOT_YET, schema } from './schema.ts';
import { closest } from './suggest.ts';

interface Explained {
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

/** One sentence a problem; an unknown key gets one of its own, with the key that was probably meant. */
export function explain(issue: z.core.$ZodIssue): Explained[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, text: sentence(issue) }];
  return issue.keys.map((key) => {
    const path = [...issue.path, key];
    return { path, text: notYet(path) ?? unknownKey(key, issue.path) };
  });
}

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_union') return issue.errors.flat()[0]?.message ?? issue.message;
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'this key is needed';
  return issue.message;
}

function notYet(path: readonly PropertyKey[]): string | undefined {
  const written = path.map(String);
  const known = NOT_YET.some((key) => matches(key.split('.'), written));
  return known ? `this version does not take \`${written.join('.')}\` yet` : undefined;
}

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  return pattern.length === path.length && pattern.every((part, i) => part === '*' || part === path[i]);
}

function unknownKey(key: string, parent: readonly PropertyKey[]): string {
  const meant = closest(key, keysAt(parent));
  return `unknown key \`${key}\`${meant === undefined ? '' : `; did you mean \`${meant}\`?`}`;
}

/** The keys that the schema knows under `path`. */
function keysAt(path: readonly PropertyKey[]): string[] {
  let at: unknown = schema;
  for (const part of path) at = inside(unwrapped(at), part);
  const found = unwrapped(at) as { shape?: object } | undefined;
  return Object.keys(found?.shape ?? {});
}

interface Inner {
  readonly shape?: Record<string, unknown>;
  readonly element?: unknown;
  readonly valueType?: unknown;
  readonly def?: { readonly innerType?: unknown; readonly in?: unknown };
}

function inside(schemaAt: unknown, part: PropertyKey): unknown {
  const at = schemaAt as Inner | undefined;
  return at?.shape?.[String(part)] ?? at?.element ?? at?.valueType;
}

function unwrapped(schemaAt: unknown): unknown {
  const inner = (schemaAt as Inner | undefined)?.def;
  const next = inner?.innerType ?? inner?.in;
  return next === undefined ? schemaAt : unwrapped(next);
}
