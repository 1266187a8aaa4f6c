import { closest } from '../config/suggest.ts';
import type { Millis } from '../world/clock.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';

/** A whole number from 1 up. @throws Failure `usage` */
export function readCount(flag: string, value: string | boolean | undefined, missing: number): number {
  if (value === undefined) return missing;
  const count = Number(value);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw usage(`${flag} takes a whole number from 1 up, not ${String(value)}.`);
}

/** `--port`: one that a server may listen at; undefined where it was left out. @throws Failure `usage` */
export function readPort(value: string | boolean | undefined): number | undefined {
  if (value === undefined) return undefined;
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw usage(`--port takes a number from 1 to 65535, not ${String(value)}.`);
}

/** Refuses an option that this call has no use for: nothing that is typed is ignored. @throws Failure `usage` */
export function refuseOption(flag: string, value: string | boolean | undefined, only: string): void {
  if (value !== undefined) throw usage(`${flag} is for ${only} alone.`);
}

/** `--lock-wait`, in milliseconds. @throws Failure `usage` */
export function readLockWait(options: Readonly<Record<string, string | boolean | undefined>>): Millis {
  return options['lockWait'] === undefined ? 0 : readCount('--lock-wait', options['lockWait'], 0) * 1000;
}

/** `--template`: the number of a version of the launch template; undefined where it was left out. @throws Failure `usage` */
export function readTemplate(value: string | boolean | undefined): number | undefined {
  return value === undefined ? undefined : readCount('--template', value, 0);
}

/** One of these words. @throws Failure `usage` */
export function readWord<Word extends string>(
  name: string,
  value: string | undefined,
  words: readonly Word[],
): Word {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  const meant = closest(value ?? '', words);
  throw usage(
    `${name} is one of ${words.join(', ')}, not ${String(value)}.`,
    meant === undefined ? undefined : `did you mean ${meant}?`,
  );
}

function usage(what: string, next = 'bakeroll --help'): Failure {
  return new Failure({ code: 'usage', what, state: UNTOUCHED, next });
}

/** `--no-ledger`: whether it goes on without the ledger, and with which roll, where one is named. */
export function readNoLedger(
  options: Readonly<Record<string, string | boolean | undefined>>,
  named?: string,
): { readonly named: string | undefined } | undefined {
  // Commander takes it for the negation of `--ledger`.
  return options['ledger'] === false ? { named } : undefined;
}
