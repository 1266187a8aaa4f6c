import { randomBytes } from 'node:crypto';
import type { Instant, Millis } from '../../world/clock.ts';
import { lockSpace } from '../../world/lock-space.ts';
import { isLocked, withLock } from '../../world/lock.ts';

/**
 * One attempt to bake: `b-20261121093000-1a2b3c-4d5e6f`. It names and tags everything that the attempt makes, and says since
 * when, and among which processes the one at it is to be found.
 */
export type Run = string;

/** No bake goes on for longer. Waiting for an image alone has been seen to take 100 minutes (AWS.md 4.4). */
export const LONGEST_BAKE: Millis = 3 * 60 * 60 * 1000;

const FORM = /\bb-(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)-([0-9a-f]{6})-[0-9a-f]{6}$/;

/** Every name that ends in a run, as EC2's filters write it. */
export const NAMED_BY_A_RUN = `*-b-${'?'.repeat(14)}-${'?'.repeat(6)}-${'?'.repeat(6)}`;

export function newRun(now: Instant): Run {
  const stamp = new Date(now).toISOString().replace(/\D/g, '').slice(0, 14);
  return `b-${stamp}-${lockSpace()}-${randomBytes(3).toString('hex')}`;
}

/** The run that a name ends in, if it does. */
export function runIn(name: string): Run | undefined {
  return FORM.exec(name)?.[0];
}

/** Does the run's work, so that others see that somebody is at it. */
export function atWork<T>(run: Run, work: () => Promise<T>): Promise<T> {
  return withLock(`bake ${run}`, work);
}

/**
 * True when nobody is at the run any more: its process was one of this machine and is gone, or it began so long ago that
 * nobody can be. What is no run at all is never dead: it is not ours.
 */
export async function isDead(run: Run, now: Instant): Promise<boolean> {
  const [, year, month, day, hour, minute, second, space] = FORM.exec(run) ?? [];
  if (space === undefined) return false;
  if (space === lockSpace()) return !(await isLocked(`bake ${run}`));
  const began = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return now - began > LONGEST_BAKE;
}
