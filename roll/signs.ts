import { readConsole } from '../world/aws/fleet/instances.ts';
import { readImpaired } from '../world/aws/fleet/status.ts';
import { crashIn } from './crash.ts';
import type { Member } from './fleet.ts';
import type { Watched } from './observe.ts';

/** How often the console of an instance that is not healthy is read: milliseconds. */
const CONSOLE = 5_000;

/** How often EC2's status checks of the new ones are asked for: milliseconds (ROLL.md 8). */
const STATUS = 30_000;

/** The end of a console, and what it tells. */
export interface ConsoleSeen {
  readonly at: number;
  readonly crash: string | undefined;
  /** Kept as evidence: when the roll ends, the instance may be gone, and its console with it. */
  readonly text: string;
}

/** Reads what tells of a crash beside the balancer's word: the consoles and the status checks of the new ones. */
export async function readSigns(
  watched: Watched,
  members: readonly Member[],
  watch: number | undefined,
): Promise<void> {
  await readConsoles(watched, members, watch);
  await readStatuses(watched, members, watch);
}

/** What shows that it crashed. What was on the console of one that is healthy in a target group is over. */
export function crashOf(
  { consoles, statuses, targetGroups }: Watched,
  { id, healthy }: Member,
): string | undefined {
  const over = healthy && targetGroups.length > 0;
  return statuses.impaired.get(id) ?? (over ? undefined : consoles.get(id)?.crash);
}

async function readConsoles(
  watched: Watched,
  members: readonly Member[],
  watch: number | undefined,
): Promise<void> {
  const { aws, clock, consoles, targetGroups } = watched;
  const now = clock.now();
  const readAt = (id: string) => consoles.get(id)?.at ?? 0;
  // Where no target group tells of its health, the console of one that seems well has to be read too.
  const due = members
    .filter(({ version, life }) => version === watch && life === 'serving')
    .filter(({ id, healthy }) => (!healthy || targetGroups.length === 0) && now - readAt(id) >= CONSOLE)
    .toSorted((a, b) => readAt(a.id) - readAt(b.id));
  for (const { id } of due.slice(0, 5)) {
    // Evidence is never waited for: a console that is not there yet is read at a later look.
    const text = await readConsole(aws, id).catch(() => '');
    consoles.set(id, { at: now, crash: crashIn(text), text });
  }
}

/** Every 30 s, of the new ones alone; what EC2 does not say now it says at a later look. */
async function readStatuses(
  { aws, clock, statuses }: Watched,
  members: readonly Member[],
  watch: number | undefined,
): Promise<void> {
  const now = clock.now();
  const fresh = members.filter(({ version, life }) => version === watch && life === 'serving');
  if (fresh.length === 0 || now - statuses.at < STATUS) return;
  const ids = fresh.map(({ id }) => id);
  statuses.impaired = await readImpaired(aws, ids).catch(() => statuses.impaired);
  statuses.at = now;
}
