import type { Instant } from '../world/clock.ts';
import type { FleetCloud } from './cloud.ts';
import type { Fleet } from './fleet.ts';
import type { Memory } from './memory.ts';
import type { Evidence } from './outcome.ts';
import { redact } from './redact.ts';

/** So much is kept of an instance: bytes (ROLL.md 4). */
const MOST = 64 * 1024;

/** Of so many bad ones the console is asked for in one tick. */
const AT_ONCE = 5;

export interface EvidenceOptions {
  /** Known secrets: none of them is ever kept or shown. */
  readonly secrets: readonly string[];
  /** Keeps what is known of a bad instance, in the place of what was kept of it before. */
  readonly keep: (instance: string, text: string) => Promise<void>;
}

export const KEPT_NOWHERE: EvidenceOptions = { secrets: [], keep: () => Promise.resolve() };

/** What is found out about the instances that are bad, for whoever mends the image. */
export interface Findings {
  /** Notes what a look says of the new ones: their reasons, and what the group did with them. */
  note(fleet: Fleet, memory: Memory): void;
  /** Asks for their consoles, a few a tick, and keeps what there is: after what the tick had to do, never before. */
  gather(memory: Memory): Promise<void>;
  /** All that is known, at the end. */
  all(memory: Memory): Promise<Evidence>;
}

export function findings(cloud: FleetCloud, { secrets, keep }: EvidenceOptions): Findings {
  const signs = new Map<string, string[]>();
  const consoles = new Map<string, string>();
  const gone = new Set<string>();
  const done = new Set<string>();
  const textOf = (id: string) =>
    bounded(redact([...(signs.get(id) ?? []), '', consoles.get(id) ?? ''].join('\n').trimStart(), secrets));
  const read = async (id: string) => {
    const text = await cloud.console(id).catch(() => '');
    if (text !== '') consoles.set(id, text);
    // It is evidence, and no reason to stop a roll.
    await keep(id, textOf(id)).catch(() => undefined);
    if (gone.has(id)) done.add(id);
  };
  let turn = 0;
  return {
    note(fleet, memory) {
      const there = new Set(fleet.members.map(({ id }) => id));
      for (const id of memory.bad.keys()) if (!there.has(id)) gone.add(id);
      noteSigns(signs, fleet, memory);
    },
    async gather({ bad }) {
      const open = [...bad.keys()].filter((id) => !done.has(id));
      const chosen = Array.from(
        { length: Math.min(AT_ONCE, open.length) },
        (_, i) => open[(turn + i) % open.length] ?? '',
      );
      turn += chosen.length;
      await Promise.all(chosen.map(read));
    },
    async all({ bad }) {
      await Promise.all([...bad.keys()].filter((id) => !done.has(id)).map(read));
      return Object.fromEntries([...bad.keys()].map((id) => [id, textOf(id)]));
    },
  };
}

/** Each reason of a new one, each activity about it and the verdict on it, once, in the order in which they were seen. */
function noteSigns(signs: Map<string, string[]>, fleet: Fleet, memory: Memory): void {
  const add = (id: string, at: Instant, text: string) => {
    const known = signs.get(id) ?? [];
    if (known.some((line) => line.endsWith(text))) return;
    signs.set(id, [...known, `${new Date(at).toISOString()} ${text}`]);
  };
  const fresh = fleet.members.filter(({ version }) => version === memory.version);
  for (const { id, healthy, reason, crashed } of fresh) {
    if (!healthy && reason !== undefined) add(id, fleet.at, `health: ${reason}`);
    if (crashed !== undefined) add(id, fleet.at, `crash: ${crashed}`);
  }
  for (const { instance, at, kind, cause, status, why } of fleet.activities) {
    if (instance === undefined || memory.sightings.get(instance)?.version !== memory.version) continue;
    add(instance, at, `activity: ${kind}, ${status}, by ${cause}${why === undefined ? '' : `: ${why}`}`);
  }
  for (const [id, why] of memory.bad) add(id, fleet.at, `bad: ${why}`);
}

/** Its end is what tells: what came before makes way. */
function bounded(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  return bytes.length <= MOST
    ? text
    : bytes
        .subarray(bytes.length - MOST)
        .toString('utf8')
        .replace(/^\uFFFD+/, '');
}
