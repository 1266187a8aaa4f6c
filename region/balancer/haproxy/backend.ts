import type { TargetGroupRoute } from '../balancer.ts';
import type { PlannedGroup } from './config.ts';
import { timingLines } from './counters.ts';
import { FULL, type Shares } from './shares.ts';
import { slotName } from './slots.ts';
import { nameOf, quoted } from './words.ts';

const BALANCE = { round_robin: 'roundrobin', least_outstanding_requests: 'leastconn' } as const;

/** The section of a target group. */
export function backend({ route, slots }: PlannedGroup, namespace: string, shares: Shares): string[] {
  const name = nameOf('g', route.targetGroupArn);
  return [
    `backend ${name}`,
    `mode ${route.protocol.toLowerCase()}`,
    `balance ${BALANCE[route.algorithm]}`,
    `timeout server ${route.idleTimeout}s`,
    ...(route.stickiness === undefined ? [] : sticky(route.stickiness)),
    ...timingLines(route),
    ...slots.map((target, at) => {
      const server = slotName(at);
      const place = target === undefined ? '127.0.0.1:1' : `${target.address}:${target.port}`;
      const state = target?.mode === 'serve' ? '' : ' disabled';
      const weight = shares.get(`${name}/${server}`) ?? FULL;
      return `server ${server} ${place} namespace ${namespace} weight ${weight}${state}`;
    }),
    '',
  ];
}

/**
 * haproxy tells a cookie once; AWS tells it with each answer. A target is named by its address and port, since others come into its slot after it; who comes for one that no longer serves
 * gets another. The key only has to stay the same.
 */
function sticky(seconds: NonNullable<TargetGroupRoute['stickiness']>): string[] {
  const told = String.raw`\1; Expires=%[date(${seconds}),http_date]; Path=/`;
  return [
    'cookie AWSALB insert dynamic',
    'dynamic-cookie-key target',
    'http-request set-var(txn.held) req.cook(AWSALB)',
    `http-after-response add-header Set-Cookie AWSALB=%[var(txn.held)] if !{ res.hdr(set-cookie) -m beg AWSALB= } { var(txn.held) -m found }`,
    `http-after-response replace-header Set-Cookie ${quoted('^(AWSALB=[^;]*).*')} ${quoted(told)}`,
  ];
}
