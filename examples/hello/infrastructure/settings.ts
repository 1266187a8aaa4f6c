import { DeleteParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { found, type Cloud } from './cloud.ts';

/** What an instance of the environment learns when it boots. */
export interface Settings {
  readonly databaseUrl: string;
  /** The language that it greets in. */
  readonly greeting: string;
}

/** The path under which the environment's settings lie. */
export function settingsPath(environment: string): string {
  return `/hello/${environment}/`;
}

/** Writes the settings; an instance that runs keeps those that it booted with. */
export async function makeSettings({ ssm }: Cloud, environment: string, settings: Settings): Promise<void> {
  const put = (name: string, type: 'String' | 'SecureString', value: string) =>
    ssm.send(
      new PutParameterCommand({
        Name: settingsPath(environment) + name,
        Type: type,
        Value: value,
        Overwrite: true,
      }),
    );
  await put('DATABASE_URL', 'SecureString', settings.databaseUrl);
  await put('GREETING', 'String', settings.greeting);
}

export async function removeSettings({ ssm }: Cloud, environment: string): Promise<void> {
  for (const name of ['DATABASE_URL', 'GREETING'])
    await found(
      ssm.send(new DeleteParameterCommand({ Name: settingsPath(environment) + name })),
      'ParameterNotFound',
    );
}
