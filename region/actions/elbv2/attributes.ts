import { type Attribute, type Attributes, valueIn } from '../../model/balancing/attributes.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { checkRange } from './names.ts';

interface Pair {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

type Values = Readonly<Record<string, string>>;

/**
 * The values that are set after a change.
 *
 * @param attributes what there is to set
 * @throws AwsError ValidationError when one of them is none, or is not to have that value
 */
export function changed(set: Values, attributes: Attributes, asked: readonly Pair[]): Values {
  const given = asked.map(({ Key = '', Value = '' }) => [Key, Value] as const);
  const keys = given.map(([key]) => key);
  if (new Set(keys).size < keys.length) throw invalid('An attribute was specified more than once');
  for (const [key, value] of given) checkValue(key, value, attributes[key]);
  return { ...set, ...Object.fromEntries(given) };
}

/** All attributes, with AWS's default where nobody set them. */
export function attributesView(set: Values, attributes: Attributes): { Key: string; Value: string }[] {
  return Object.keys(attributes).map((Key) => ({ Key, Value: valueIn(set, attributes, Key) }));
}

function checkValue(key: string, value: string, attribute: Attribute | undefined): void {
  if (attribute === undefined) throw invalid(`The attribute key '${key}' is not recognized`);
  const { byDefault, takes } = attribute;
  switch (takes.kind) {
    case 'whole':
      if (value !== takes.or)
        checkRange(key, /^\d+$/.test(value) ? Number(value) : NaN, takes.least, takes.most);
      return;
    case 'one-of':
      if (!takes.values.includes(value))
        throw invalid(
          `The local region models '${key}' with one of ${takes.values.join(', ')}, not '${value}'`,
        );
      return;
    case 'default':
      if (value !== byDefault)
        throw invalid(`The local region models '${key}' with '${byDefault}' alone, not '${value}'`);
  }
}

function invalid(text: string): AwsError {
  return new AwsError('ValidationError', text);
}
