import type { Clients } from './clients.ts';

/**
 * The decrypted value of an SSM parameter.
 *
 * @param path such as `/hello/dev/url`
 * @throws the SDK's ParameterNotFound, AccessDeniedException …
 */
export async function readParameter(clients: Clients, path: string): Promise<string> {
  const { GetParameterCommand } = await import('@aws-sdk/client-ssm');
  const client = await clients.ssm();
  const answer = await client.send(new GetParameterCommand({ Name: path, WithDecryption: true }));
  return answer.Parameter?.Value ?? '';
}
