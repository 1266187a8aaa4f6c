import { readFileSync } from 'node:fs';
import t from 'tap';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig } from '../../config/read.ts';
import { schema } from '../../config/schema.ts';
import { configurationPage } from './page.ts';
import { EXAMPLE, PAGE } from './write-page.ts';

const example = readFileSync(EXAMPLE, 'utf8');
const page = readFileSync(PAGE, 'utf8');

/** A JSON Schema, as far as keys go. */
interface Keyed {
  readonly properties?: Readonly<Record<string, Keyed>>;
  readonly additionalProperties?: Keyed | false;
  readonly items?: Keyed;
}

/** The paths of all keys that have a name; `*` stands for those that the user chooses. */
function keysIn({ properties = {}, additionalProperties, items }: Keyed, under = ''): string[] {
  const named = Object.entries(properties).flatMap(([key, of]) => [
    under + key,
    ...keysIn(of, `${under}${key}.`),
  ]);
  return [
    ...named,
    ...(additionalProperties ? keysIn(additionalProperties, `${under}*.`) : []),
    ...(items ? keysIn(items, `${under}*.`) : []),
  ];
}

/** Whether a document says something at a path. */
function says(value: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return value !== undefined;
  if (typeof value !== 'object' || value === null) return false;
  const inner = key === '*' ? Object.values(value) : [(value as Record<string, unknown>)[key]];
  return inner.some((one) => says(one, rest));
}

t.test('docs/configuration.md shows the example as it is', (t) => {
  t.equal(page, configurationPage(example), 'node test/config/write-page.ts makes it current');
  t.end();
});

t.test(
  'the example has every key that a config may have; one that has no default may be commented out',
  (t) => {
    const whole: unknown = parse(example.replace(/^( *)# (\w+: )/gm, '$1$2'));
    const keys = keysIn(z.toJSONSchema(schema, { io: 'input' }) as Keyed);
    t.ok(
      keys.includes('environments.*.groups.*.name') && keys.includes('roll.deadline.back'),
      'keys are found',
    );
    // A group's own `roll` has the keys of `roll`, which the example says once.
    const once = keys.filter((key) => !key.includes('.groups.*.roll.'));
    for (const key of once) t.ok(says(whole, key.split('.')), key);
    t.end();
  },
);

t.test('every line of the example that has a key of its own says what it is for', (t) => {
  const lines = example.split('\n').filter((line) => /^ {0,2}[a-z_]+: \S/.test(line));
  for (const line of lines) t.match(line, / # ./, line);
  t.end();
});

t.test('the least config that the page shows is one', (t) => {
  const [, least = ''] = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, text = '']) => text);
  t.equal(readConfig(least).ok, true);
  t.end();
});
