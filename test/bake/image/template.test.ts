import { readFile } from 'node:fs/promises';
import t from 'tap';
import { recipeUnder } from '../../../bake/image/fingerprint.ts';
import { renderTemplate, type TemplateValues } from '../../../bake/image/template.ts';
import { packageRoot } from '../../../world/places.ts';

const source = await readFile(recipeUnder(packageRoot()).template, 'utf8');

const values: TemplateValues = {
  region: 'eu-west-1',
  endpoint: undefined,
  baseImage: 'ami-0123456789abcdef0',
  instanceType: 't3.small',
  imageName: 'hello-1.2.0-b-20261121093000-1a2b3c-4d5e6f',
  login: 'admin',
  keyName: 'b-20261121093000-1a2b3c-4d5e6f',
  securityGroup: 'sg-0123456789abcdef0',
  run: 'b-20261121093000-1a2b3c-4d5e6f',
  pollSeconds: 10,
  pollAttempts: 720,
};

interface Rendered {
  builders: [Record<string, unknown>];
  provisioners: { type: string }[];
}
const rendered = (changed: Partial<TemplateValues> = {}) =>
  JSON.parse(renderTemplate(source, { ...values, ...changed })) as Rendered;

t.test('the template becomes JSON for one amazon-ebs builder, with the base by its id', (t) => {
  const { builders, provisioners } = rendered();
  t.match(builders[0], {
    type: 'amazon-ebs',
    source_ami: 'ami-0123456789abcdef0',
    ssh_username: 'admin',
    security_group_ids: ['sg-0123456789abcdef0'],
    aws_polling: { delay_seconds: 10, max_attempts: 720 },
  });
  t.same(
    provisioners.map(({ type }) => type),
    ['file', 'ansible'],
  );
  t.end();
});

t.test('everything that the builder makes carries the run', (t) => {
  const [builder] = rendered().builders;
  t.match(builder, {
    run_tags: { 'bakeroll:run': values.run },
    run_volume_tags: { 'bakeroll:run': values.run },
  });
  t.end();
});

t.test('a place with an endpoint is the only one that Packer is told of', (t) => {
  t.notOk('custom_endpoint_ec2' in rendered().builders[0]);
  t.match(rendered({ endpoint: 'http://127.0.0.1:4600' }).builders[0], {
    custom_endpoint_ec2: 'http://127.0.0.1:4600',
    skip_metadata_api_check: true,
  });
  t.end();
});

t.test('a value that Packer could interpolate, or that could leave its quotes, is refused', (t) => {
  const bad = ['{{env `HOME`}}', '{{timestamp}}', 'a"b', 'a b', 'a\nb', 'a\\b', '$(id)', 'é', ''];
  for (const imageName of bad) t.throws(() => rendered({ imageName }), { code: 'config-invalid' }, imageName);
  t.end();
});

t.test('the template writes values by the json helper alone', (t) => {
  const expressions = source.match(/\{\{.*?\}\}/g) ?? [];
  t.ok(expressions.length > 10);
  for (const expression of expressions) t.match(expression, /^\{\{(json \w+|#if \w+|\/if)\}\}$/, expression);
  t.end();
});

t.test('the template names no file outside the folder that Packer works in', (t) => {
  t.notMatch(source, /"(\/(?!var\/tmp")|\.\.)/);
  t.end();
});
