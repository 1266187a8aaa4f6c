/** What a word of a fault may be; `?` after it: it may be left out. See words.ts for how each is read. */
export type Word =
  'which' | 'zone' | 'type' | 'seconds' | 'offset' | 'vcpus' | 'code' | 'action' | 'unit' | 'alarm';

export interface Kind {
  /** In their order. */
  readonly words: readonly (Word | `${Word}?`)[];
  /** How often it strikes where nothing is said; for ever where this is left out. */
  readonly times?: number;
  /** What happens, in one line: what `--help`, the docs and the refusals say of it. */
  readonly says: string;
}

/**
 * Every way in which a region can be broken. `which` is an instance, an image, a zone or an Auto Scaling group; without it all
 * are struck. `action` may have `*` in it.
 */
export const KINDS = {
  'bad-health': {
    words: ['which?'],
    says: 'health checks of the load balancer get a 503, whatever the application answers',
  },
  'slow-boot': {
    words: ['seconds', 'which?'],
    says: 'instances stay pending for so many seconds before their machine starts',
  },
  'boot-failure': {
    words: ['which?'],
    says: 'instances do not start: pending, then terminated with Server.InternalError',
  },
  kms: {
    words: ['which?'],
    says: 'the key of the disk may not be used: pending, then terminated with Client.InternalError',
  },
  'no-capacity': {
    words: ['zone?', 'type?'],
    says: 'launches are refused with InsufficientInstanceCapacity: in the zone, of the type, or all',
  },
  'no-addresses': {
    words: ['zone?'],
    says: 'subnets have no free address: launches are refused with InsufficientFreeAddressesInSubnet',
  },
  quota: {
    words: ['vcpus?'],
    says: 'the account may run so many vCPUs (0): launches beyond are refused with VcpuLimitExceeded',
  },
  'crash-loop': {
    words: ['unit', 'which?'],
    says: 'a systemd unit in the instances is killed two seconds after each start, and started again',
  },
  'unit-failure': {
    words: ['unit', 'which?'],
    says: 'a systemd unit in the instances fails, and fails again at each start',
  },
  throttle: {
    words: ['action?'],
    says: 'requests are refused as too many, with the code of their service',
  },
  error: {
    words: ['code', 'action'],
    says: 'the action is not done, and answered with this code of an error',
  },
  contention: {
    words: [],
    says: 'writes to an Auto Scaling group with an activity in progress are refused with ResourceContention (500)',
  },
  'stale-describe': {
    words: ['seconds'],
    says: 'descriptions of EC2, Auto Scaling and ELBv2 lag so many seconds behind; writes see the present',
  },
  'lost-answer': {
    words: ['action'],
    says: 'the action is done, and its answer never comes: the connection breaks instead',
  },
  hang: {
    words: ['action?'],
    says: 'requests are taken, not done, and never answered; the connection stays open',
  },
  'clock-skew': {
    words: ['offset'],
    says: 'the region’s clock is so many seconds ahead of its clients’ (negative: behind): beyond five minutes signatures are refused',
  },
  'kill-instance': {
    words: ['which?'],
    times: 1,
    says: 'somebody terminates a running instance through EC2, past its group and its load balancer',
  },
  reclaim: {
    words: ['which?'],
    times: 1,
    says: 'an instance is taken back as a spot one is: a notice in its metadata, two minutes later EC2 terminates it',
  },
  'zone-loss': {
    words: ['zone'],
    says: 'a zone is gone: its instances go off, and it has no capacity',
  },
  'drain-hang': {
    words: ['which?'],
    says: 'targets that drain do not come to their end: they stay draining after the deregistration delay',
  },
  alarm: {
    words: ['alarm?'],
    says: 'CloudWatch alarms are in ALARM, whatever their metrics say',
  },
  'database-down': {
    words: [],
    says: 'the region’s PostgreSQL server is stopped: connections are cut and refused',
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof KINDS;

export function isKind(name: string): name is KindName {
  return Object.hasOwn(KINDS, name);
}

/** A kind as one types it: `slow-boot SECONDS [WHICH]`. */
export function usageOf(name: KindName): string {
  const { words }: Kind = KINDS[name];
  const shown = words.map((word) =>
    word.endsWith('?') ? `[${word.slice(0, -1).toUpperCase()}]` : word.toUpperCase(),
  );
  return [name, ...shown].join(' ');
}

/** All kinds as people are shown them. */
export function shownKinds(): { readonly usage: string; readonly says: string }[] {
  return Object.keys(KINDS)
    .filter(isKind)
    .map((kind) => ({ usage: usageOf(kind), says: KINDS[kind].says }));
}
