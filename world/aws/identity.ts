import { Failure, UNTOUCHED } from '../failure.ts';
import type { Clients } from './clients.ts';
import type { Place } from './place.ts';

/**
 * Makes sure that the credentials are good, and are the expected account's, before anything is done with them.
 *
 * @returns the account's number
 * @throws Failure `credentials`, `wrong-account` or `region-unreachable`
 */
export async function checkIdentity(place: Place, clients: Clients): Promise<string> {
  const account = await askIdentity(place, clients);
  if (place.account === undefined || place.account === account) return account;
  throw new Failure({
    code: 'wrong-account',
    what: `The credentials are those of account ${account}; the config says ${place.account}.`,
    state: UNTOUCHED,
    next: 'switch the profile or role (AWS_PROFILE=…), or mend `account` in the config',
  });
}

async function askIdentity(place: Place, clients: Clients): Promise<string> {
  const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
  try {
    const client = await clients.sts();
    const answer = await client.send(new GetCallerIdentityCommand({}));
    return answer.Account ?? '';
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw place.endpoint === undefined ? refused(place, error) : unreachable(place, error);
  }
}

/** There are none, AWS does not take them, or AWS was never reached. */
function refused(place: Place, cause: unknown): Failure {
  const { name, message, $metadata } = cause as Error & { $metadata?: { httpStatusCode?: number } };
  if (name === 'CredentialsProviderError') return badCredentials('There are no AWS credentials.', cause);
  if ($metadata?.httpStatusCode !== undefined)
    return badCredentials('AWS did not take the credentials.', cause);
  return new Failure({
    code: 'region-unreachable',
    what: `AWS in ${place.region} does not answer.`,
    why: message || name,
    state: UNTOUCHED,
    next: `look at the network, and at \`region\` in the config`,
    cause,
  });
}

function badCredentials(what: string, cause: unknown): Failure {
  return new Failure({
    code: 'credentials',
    what,
    why: cause instanceof Error ? cause.message : String(cause),
    state: UNTOUCHED,
    next: 'aws sts get-caller-identity   shows what AWS sees; then aws sso login, or set AWS_PROFILE',
    cause,
  });
}

function unreachable(place: Place, cause: unknown): Failure {
  return new Failure({
    code: 'region-unreachable',
    what: `The local region at ${place.endpoint ?? ''} does not answer.`,
    why: `likely: it is not running (${cause instanceof Error ? cause.message || cause.name : String(cause)})`,
    state: UNTOUCHED,
    next: `bakeroll region up ${place.region}`,
    cause,
  });
}
