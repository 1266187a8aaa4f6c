import type { ExitCode } from './exit.ts';

const NUMBERS = { SIGINT: 2, SIGTERM: 15 } as const;

/** The signals that ask a run to leave. */
export type Leaving = keyof typeof NUMBERS;

/**
 * The first signal asks the run to come to rest; a second one leaves at once (docs/guarantees.md).
 *
 * @returns the signal to hand down, and a function that stops listening
 */
export function listenForSignals(say: (text: string) => void): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const listener = (name: Leaving) => {
    if (controller.signal.aborted) {
      say('state unknown: run `bakeroll status`\n');
      process.exit(128 + NUMBERS[name]);
    }
    say(`${name}: coming to rest; once more leaves at once\n`);
    controller.abort(name);
  };
  process.on('SIGINT', listener).on('SIGTERM', listener);
  return {
    signal: controller.signal,
    stop: () => {
      process.off('SIGINT', listener).off('SIGTERM', listener);
    },
  };
}

/** 130 or 143 when the run was asked to leave, else undefined. */
export function exitBySignal(signal: AbortSignal): ExitCode | undefined {
  if (!signal.aborted) return undefined;
  return signal.reason === 'SIGTERM' ? 143 : 130;
}
