import type { TargetGroupRoute, TargetRoute } from '../balancer.ts';

/**
 * The servers of one haproxy backend: places made in advance, because haproxy 2.6 cannot add a server in another network
 * namespace while it runs ("'namespace' option is not accepted for dynamic server").
 */
export type Slots = readonly (TargetRoute | undefined)[];

/** Slots come by so many; when they are used up, the next so many cost a reload. */
const STEP = 32;

/** Gives each target a slot: those that have one keep it, a new one gets the first that is free. */
export function assign(slots: Slots, targets: readonly TargetRoute[]): Slots {
  const kept = slots.map((held) => held && targets.find((target) => isSame(target, held)));
  const fresh = targets.filter((target) => !slots.some((held) => held && isSame(target, held)));
  const room = Math.max(slots.length, Math.ceil(targets.length / STEP) * STEP, STEP);
  return Array.from({ length: room }, (_, at) => kept[at] ?? fresh.shift());
}

/** The commands that make a running haproxy go from some slots to as many others: what leaves comes first. */
export function commandsBetween(
  backend: string,
  before: Slots,
  after: Slots,
  leaving: TargetGroupRoute['leaving'],
): string[] {
  const pairs = after.map((now, at) => ({ server: `${backend}/${slotName(at)}`, was: before[at], now }));
  const changed = pairs.filter(({ was, now }) => !was || !now || !isSame(was, now));
  const leave = changed
    .filter(({ was }) => was)
    .flatMap(({ server }) => [
      `set server ${server} state maint`,
      ...(leaving === 'cut' ? [cut(server)] : []),
    ]);
  const enter = changed.flatMap(({ server, now }) =>
    now ? [`set server ${server} addr ${now.address} port ${now.port}`, ...setState(server, now)] : [],
  );
  const turn = pairs.flatMap(({ server, was, now }) =>
    was && now && isSame(was, now) && was.mode !== now.mode ? setState(server, now) : [],
  );
  return [...leave, ...enter, ...turn];
}

export function slotName(at: number): string {
  return `s${at + 1}`;
}

function isSame(one: TargetRoute, other: TargetRoute): boolean {
  return one.instanceId === other.instanceId && one.address === other.address && one.port === other.port;
}

/** haproxy's `drain` is not for those that finish: clients whose cookie names the server would still come. */
const STATE = { serve: 'ready', finish: 'maint', hold: 'maint', cut: 'maint' } as const;

function setState(server: string, { mode }: TargetRoute): string[] {
  const state = `set server ${server} state ${STATE[mode]}`;
  return mode === 'cut' ? [state, cut(server)] : [state];
}

function cut(server: string): string {
  return `shutdown sessions server ${server}`;
}
