import type { TargetRoute } from '../balancer.ts';
import type { PlannedGroup } from './config.ts';
import { slotName } from './slots.ts';
import { nameOf } from './words.ts';

/** haproxy's weight of a target that gets its full share. */
export const FULL = 100;

/** The weights of servers, by their names. */
export type Shares = ReadonlyMap<string, number>;

/** What the target gets now: in slow start a part that grows evenly, and never nothing. */
export function weightOf({ warming }: TargetRoute, now: number): number {
  if (warming === undefined || now >= warming.until) return FULL;
  const { from, until } = warming;
  return Math.max(1, Math.round((FULL * Math.max(0, now - from)) / (until - from)));
}

export function sharesOf(groups: readonly PlannedGroup[], now: number): Shares {
  return new Map(
    groups.flatMap(({ route, slots }) =>
      slots.map((target, at): [string, number] => [
        `${nameOf('g', route.targetGroupArn)}/${slotName(at)}`,
        target === undefined ? FULL : weightOf(target, now),
      ]),
    ),
  );
}

/** The commands that make a running haproxy go from some shares to others. */
export function shareCommands(before: Shares, after: Shares): string[] {
  return [...after].flatMap(([server, weight]) =>
    (before.get(server) ?? FULL) === weight ? [] : [`set server ${server} weight ${weight}`],
  );
}
