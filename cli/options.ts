import type { Millis } from '../world/clock.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';

/** A whole number from 1 up. @throws Failure `usage` */
export function readCount(flag: string, value: string | boolean | undefined, missing: number): number {
  if (value === undefined) return missing;
  const count = Number(value);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw usage(`${flag} takes a whole number from 1 up, not ${String(value)}.`);
}

/** `--lock-wait`, in milliseconds. @throws Failure `usage` */
export function readLockWait(options: Readonly<Record<string, string | boolean | undefined>>): Millis {
  return options['lockWait'] === undefined ? 0 : readCount('--lock-wait', options['lockWait'], 0) * 1000;
}

/** One of these words. @throws Failure `usage` */
export function readWord<Word extends string>(
  name: string,
  value: string | undefined,
  words: readonly Word[],
): Word {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  throw usage(`${name} is one of ${words.join(', ')}, not ${String(value)}.`);
}

function usage(what: string): Failure {
  return new Failure({ code: 'usage', what, state: UNTOUCHED, next: 'bakeroll --help' });
}
