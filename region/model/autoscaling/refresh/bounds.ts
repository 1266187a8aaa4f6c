import type { Group } from '../state.ts';
import type { Refresh } from './state.ts';

/** Between how many members a refresh keeps a group. */
export interface Bounds {
  /** That are in service, healthy and warm. */
  readonly least: number;
  /** That are in service or on their way to it. */
  readonly most: number;
}

/**
 * The bounds of a refresh, in members. The lower one is rounded up [UG], the upper one down [R]. Where they leave no room for a
 * replacement, one is ended before its replacement serves, so that a group of one is out for a while; with a MaxHealthyPercentage
 * of its own, even 100, one is launched first instead, beyond it [M].
 */
export function boundsOf({ desired }: Group, { preferences }: Refresh): Bounds {
  const { minHealthy, maxHealthy } = preferences;
  const least = Math.ceil((desired * minHealthy) / 100);
  if (maxHealthy === undefined) return { least: Math.max(0, Math.min(least, desired - 1)), most: desired };
  const most = Math.floor((desired * maxHealthy) / 100);
  return { least, most: least >= desired && most <= desired ? desired + 1 : most };
}
