import type { Probe, ProbeResult } from '../balancer/balancer.ts';

/** What the region asks of its process inside the namespace. With `connect` goes the socket. */
export type Question =
  | { readonly kind: 'probe'; readonly id: number; readonly check: Probe }
  | { readonly kind: 'connect'; readonly address: string; readonly port: number }
  | { readonly kind: 'cut'; readonly address: string }
  | { readonly kind: 'listen'; readonly address: string; readonly port: number };

/** What that process answers or tells. With `accepted` goes the socket. */
export type Word =
  | { readonly kind: 'probed'; readonly id: number; readonly result: ProbeResult }
  | { readonly kind: 'listening'; readonly address: string; readonly port: number }
  | { readonly kind: 'accepted'; readonly address: string; readonly port: number };
