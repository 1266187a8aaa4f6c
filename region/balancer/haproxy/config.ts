import { createHash } from 'node:crypto';

import type { ListenerRoute } from '../balancer.ts';
import { type Slots, slotName } from './slots.ts';

/** A listener with the slots of its backend. */
export interface Routed {
  readonly listener: Omit<ListenerRoute, 'targets'>;
  readonly slots: Slots;
}

export interface ConfigPlace {
  readonly socket: string;
  /** The network namespace that targets are reached in. */
  readonly namespace: string;
}

/**
 * haproxy's configuration: what an ALB does, and no kinder. No retry, no other target instead of one that fails; 503 where there
 * is no target.
 */
export function configOf(routed: readonly Routed[], { socket, namespace }: ConfigPlace): string {
  return [
    ...['global', `stats socket ${socket} mode 600 level admin expose-fd listeners`],
    ...['nbthread 1', 'hard-stop-after 5m', ''],
    ...['defaults', 'mode http', 'balance roundrobin', 'retries 0', 'timeout connect 10s', ''],
    ...routed.flatMap((one) => [...frontend(one), ...backend(one, namespace)]),
  ].join('\n');
}

/** A name for haproxy: an ARN has characters that it does not take. */
export function backendOf(listenerArn: string): string {
  return `l${createHash('sha256').update(listenerArn).digest('hex').slice(0, 16)}`;
}

function frontend({ listener }: Routed): string[] {
  const { listenerArn, address, port, idleTimeout } = listener;
  return [
    `frontend ${backendOf(listenerArn)}`,
    `bind ${address}:${port}`,
    `timeout client ${idleTimeout}s`,
    'option forwardfor',
    'http-request set-header X-Forwarded-Proto http',
    `http-request set-header X-Forwarded-Port ${port}`,
    `default_backend ${backendOf(listenerArn)}`,
    '',
  ];
}

function backend({ listener, slots }: Routed, namespace: string): string[] {
  return [
    `backend ${backendOf(listener.listenerArn)}`,
    `timeout server ${listener.idleTimeout}s`,
    ...slots.map((target, at) => {
      const place = target === undefined ? '127.0.0.1:1' : `${target.address}:${target.port}`;
      const state = target?.mode === 'serve' ? '' : ' disabled';
      return `server ${slotName(at)} ${place} namespace ${namespace}${state}`;
    }),
    '',
  ];
}
