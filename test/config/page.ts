import { NOT_YET } from '../../config/schema.ts';

/** The text of docs/configuration.md: `config/example.yml` as it is, and what a config may not say yet. */
export function configurationPage(example: string): string {
  return [
    '# bakeroll.yml',
    '',
    'Made from `config/example.yml` by `node test/config/write-page.ts`; tests keep it, the schema and the defaults in step.',
    '',
    'The file lies in the application’s checkout; `--config FILE` or `BAKEROLL_CONFIG` names another. Everything shown under `apt`, `image`, `ledger` and `roll` is the default. `package`, `database`, and in an environment `endpoint`, `account` and `settings` may be left out; what is then different is said beside them. A key that is not known is refused, and every problem is told at once with its line and column.',
    '',
    '```yaml',
    example.trimEnd(),
    '```',
    '',
    'A secret is never in this file, only where it is kept: `env:NAME` is a variable of the command, `ssm:/path` a parameter in the environment’s account, `file:PATH` a file.',
    '',
    'The least that is a config; it can roll, roll back, and show images that others made:',
    '',
    '```yaml',
    'app: hello',
    'environments:',
    '  production: { region: eu-west-1, groups: [{ name: hello-production }] }',
    '```',
    '',
    `Planned and refused by name until then: ${NOT_YET.map((key) => `\`${key}\``).join(', ')}.`,
    '',
  ].join('\n');
}
