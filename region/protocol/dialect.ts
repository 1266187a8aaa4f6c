import type { NormalizedSchema } from '@smithy/core/schema';

/** The two forms in which AWS's form-and-XML services speak: EC2's own one, and that of all others. */
export type Dialect = 'ec2' | 'query';

/** The name of a structure's member in a request's form. */
export function formName(member: NormalizedSchema, name: string, dialect: Dialect): string {
  if (dialect === 'query') return xmlName(member) ?? name;
  const named = textTrait(member, 'ec2QueryName');
  return named ?? capitalized(xmlName(member) ?? name);
}

/** The name of a value in a reply's XML where the schema gives it one of its own. */
export function xmlName(schema: NormalizedSchema): string | undefined {
  return textTrait(schema, 'xmlName');
}

/** Whether a list's items stand beside each other, with no element around them. */
export function isFlat(schema: NormalizedSchema): boolean {
  const traits: Record<string, unknown> = { ...schema.getMergedTraits() };
  return traits['xmlFlattened'] !== undefined;
}

function textTrait(schema: NormalizedSchema, trait: string): string | undefined {
  const traits: Record<string, unknown> = { ...schema.getMergedTraits() };
  const value = traits[trait];
  return typeof value === 'string' ? value : undefined;
}

function capitalized(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
