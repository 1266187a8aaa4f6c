import type { SecretSource } from '../config/units.ts';
import type { Clients } from '../world/aws/clients.ts';
import { readParameter } from '../world/aws/parameters.ts';
import { Failure, type FailureCode, UNTOUCHED } from '../world/failure.ts';
import type { World } from '../world/world.ts';

/**
 * The secret that a source names, or undefined when the variable or file is not there.
 *
 * @throws Failure `aws-refused` when SSM does not give the parameter
 */
export async function findSecret(
  world: World,
  clients: Clients,
  source: SecretSource,
): Promise<string | undefined> {
  switch (source.from) {
    case 'env':
      return world.variable(source.name);
    case 'file':
      return (await world.files.read(source.path))?.trim();
    case 'ssm':
      return readParameter(clients, source.path).catch((cause: unknown) => {
        throw new Failure({
          code: 'aws-refused',
          what: `The SSM parameter ${source.path} could not be read.`,
          why: cause instanceof Error ? cause.message : String(cause),
          state: UNTOUCHED,
          next: `aws ssm get-parameter --name ${source.path}`,
          cause,
        });
      });
  }
}

/**
 * As `findSecret`, for one that has to be there.
 *
 * @param what what it is for: `The database's URL`
 * @throws Failure `code`, naming where it was looked for
 */
export async function needSecret(
  world: World,
  clients: Clients,
  source: SecretSource,
  { what, code }: { what: string; code: FailureCode },
): Promise<string> {
  const secret = await findSecret(world, clients, source);
  if (secret !== undefined && secret !== '') return secret;
  throw new Failure({
    code,
    what: `${what} is not there: ${describeSource(source)} is not set.`,
    state: UNTOUCHED,
    next: source.from === 'env' ? `export ${source.name}=…` : `put it into ${describeSource(source)}`,
  });
}

function describeSource(source: SecretSource): string {
  return source.from === 'env' ? `the variable ${source.name}` : `${source.from}:${source.path}`;
}
