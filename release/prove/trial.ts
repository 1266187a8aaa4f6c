import { Refused } from '../../world/aws/answer.ts';
import type { Counted } from '../../world/aws/fleet/counted.ts';
import { readGroup } from '../../world/aws/fleet/group.ts';
import type { GroupSeen, MemberSeen } from '../../world/aws/fleet/look.ts';
import type { Clock, Millis } from '../../world/clock.ts';

/** How long a throw-away group is waited for at each step. */
const PATIENCE: Millis = 300_000;

/** Milliseconds between two looks: what comes before what must not hide between them. */
const LOOK: Millis = 1_000;

/** A throw-away group that is asked something. */
export interface Trial {
  readonly aws: Counted;
  readonly clock: Clock;
  readonly group: string;
  readonly subnet: string;
  readonly zone: string;
  readonly signal: AbortSignal;
}

/** The group as it is now. @throws where it is not there */
export async function look({ aws, group, signal }: Trial): Promise<GroupSeen> {
  signal.throwIfAborted();
  const seen = await readGroup(aws, group);
  if (seen === undefined) throw new Error(`the group ${group} is not there`);
  return seen;
}

/** Looks until it is so. @returns what was seen then, or, after so long, at last */
export async function until(
  trial: Trial,
  holds: (seen: GroupSeen) => boolean,
  patience = PATIENCE,
): Promise<GroupSeen> {
  const end = trial.clock.now() + patience;
  for (;;) {
    const seen = await look(trial);
    if (holds(seen) || trial.clock.now() >= end) return seen;
    await trial.clock.sleep(LOOK, trial.signal);
  }
}

/** Whether AWS took it. @throws what is no refusal */
export async function isTaken(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

export function inService({ members }: GroupSeen): MemberSeen[] {
  return members.filter(({ lifecycle }) => lifecycle === 'InService');
}

export function hasOne(lifecycle: string, id: string): (seen: GroupSeen) => boolean {
  return ({ members }) => members.some((member) => member.id === id && member.lifecycle === lifecycle);
}
