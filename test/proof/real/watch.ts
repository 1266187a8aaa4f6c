import { setTimeout as pause } from 'node:timers/promises';

import type { Event } from '../../../demo/events.ts';
import { failuresAmong, type Request } from '../../../demo/traffic/report.ts';
import { startTraffic } from '../../../demo/traffic/traffic.ts';
import { type GroupNow, groupNow } from '../../system/group.ts';
import type { Ground } from './ground.ts';

/** Requests a second while a roll is watched. */
const RATE = 50;

/** What was to be seen of a roll from outside: by its users, its load balancer, and whoever has the group. */
export interface Watched {
  readonly from: number;
  readonly to: number;
  readonly requests: readonly Request[];
  /** How many failed, and of which kinds, in words. */
  readonly failed: number;
  readonly failures: readonly string[];
  /** The fewest healthy instances at any instant. */
  readonly least: number;
  /** How many instances the group began to launch. */
  readonly launched: number;
  readonly before: GroupNow;
  readonly after: GroupNow;
  readonly events: readonly Event[];
}

/** How long the traffic goes on after what is watched has ended, in milliseconds. */
const AFTER = 2_000;

/** Has `act` done under steady traffic, and tells what could be seen of it. */
export async function watch(ground: Ground, act: () => Promise<void>): Promise<Watched> {
  const { stage, dev } = ground;
  const before = await groupNow(stage.cloud, dev.group);
  const from = Date.now();
  const traffic = await startTraffic({ address: new URL(dev.url).hostname, port: 80, path: '/', rate: RATE });
  const { requests } = await act()
    .then(() => pause(AFTER))
    .then(
      () => traffic.stop(),
      async (error: unknown) => {
        await traffic.stop();
        throw error;
      },
    );
  const to = Date.now();
  const failures = failuresAmong(requests);
  const events = stage.events().filter(({ at }) => at >= from);
  return {
    ...{ from, to, before, events },
    requests,
    failed: failures.reduce((sum, { count }) => sum + count, 0),
    failures: failures.map(({ kind, release, count }) => `${count} ${kind} (release ${release})`),
    least: dev.leastHealthySince(from),
    launched: events.filter(
      (event) => event.type === 'member' && event.group === dev.group && event.lifecycle === 'Pending',
    ).length,
    after: await groupNow(stage.cloud, dev.group),
  };
}

/** What of the group is not as it was before: all but the template version, and the tag that says what served. */
export function notAsBefore({ before, after }: Watched): string[] {
  const names = [
    'min',
    'max',
    'desired',
    'grace',
    'suspended',
    'protectsNew',
    'protected',
    'instances',
  ] as const;
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const tags = Object.keys(after.tags).filter((tag) => tag !== 'bakeroll:served');
  return [
    ...changed.map(
      (name) => `${name} was ${JSON.stringify(before[name])}, and is ${JSON.stringify(after[name])}`,
    ),
    ...(tags.length === 0 ? [] : [`the tags ${tags.join(', ')} are left`]),
  ];
}
