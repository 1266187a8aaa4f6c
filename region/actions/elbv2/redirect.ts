import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';

import type { Redirect } from '../../balancer/rule.ts';
import { AwsError } from '../../protocol/aws-error.ts';

/** Where nothing is said each part stays as the request had it [M]. */
const SAME = {
  Protocol: '#{protocol}',
  Host: '#{host}',
  Port: '#{port}',
  Path: '/#{path}',
  Query: '#{query}',
} as const;

/**
 * A redirect action.
 *
 * @throws AwsError ValidationError; InvalidLoadBalancerAction when it would lead to itself [M]
 */
export function redirectAsked(config: sdk.RedirectActionConfig | undefined): Redirect {
  const asked: Partial<sdk.RedirectActionConfig> = config ?? {};
  const { StatusCode } = asked;
  const Protocol = asked.Protocol ?? SAME.Protocol;
  const Host = asked.Host ?? SAME.Host;
  const Port = asked.Port ?? SAME.Port;
  const Path = asked.Path ?? SAME.Path;
  const Query = asked.Query ?? SAME.Query;
  if (StatusCode !== 'HTTP_301' && StatusCode !== 'HTTP_302')
    throw invalid('A redirect action needs the status code HTTP_301 or HTTP_302');
  if (!/^(HTTPS?|#\{protocol\})$/.test(Protocol)) throw invalid(`The protocol '${Protocol}' is not valid`);
  if (Port !== SAME.Port && !isPort(Port)) throw invalid(`The port '${Port}' is not valid`);
  if (!Path.startsWith('/')) throw invalid(`The path '${Path}' must begin with '/'`);
  if ([Host, Path, Query].some((part) => part.length > 128 || /[^\x21-\x7e]/.test(part)))
    throw invalid('The host, path and query of a redirect have at most 128 printable characters each');
  if (Protocol === SAME.Protocol && Host === SAME.Host && Port === SAME.Port && Path === SAME.Path) {
    throw new AwsError(
      'InvalidLoadBalancerAction',
      'The redirect configuration is not valid because it creates a loop.',
    );
  }
  const status = StatusCode === 'HTTP_301' ? 301 : 302;
  return { kind: 'redirect', status, protocol: Protocol, host: Host, port: Port, path: Path, query: Query };
}

export function redirectView({
  status,
  protocol,
  host,
  port,
  path,
  query,
}: Redirect): sdk.RedirectActionConfig {
  return {
    Protocol: protocol,
    Host: host,
    Port: port,
    Path: path,
    Query: query,
    StatusCode: status === 301 ? 'HTTP_301' : 'HTTP_302',
  };
}

function isPort(text: string): boolean {
  return /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65535;
}

function invalid(text: string): AwsError {
  return new AwsError('ValidationError', text);
}
