import type { Drive } from './drive.ts';

/** How long a step took, and what came of it. */
export interface StepTime {
  readonly step: string;
  readonly seconds: number;
  readonly outcome: 'done' | 'skipped' | 'failed';
}

/** Does one step of a roll; its beginning and its end are recorded. */
export async function step<T>(
  { session, lease, roll }: Drive,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  const { clock } = session.world;
  const began = clock.monotonic();
  await lease.record({ type: 'step-began', step: name }, roll);
  const end = (outcome: StepTime['outcome']) => {
    const seconds = secondsSince(began, clock.monotonic());
    return lease.record({ type: 'step-ended', step: name, seconds, outcome }, roll);
  };
  try {
    const made = await work();
    await end('done');
    return made;
  } catch (error) {
    // The step's own failure is what counts, also where it cannot be written down any more.
    await end('failed').catch(() => undefined);
    throw error;
  }
}

/** Does a step that comes before the roll has its id, and measures it. */
export async function timed<T>(
  clock: { monotonic(): number },
  name: string,
  work: () => Promise<T>,
): Promise<[T, StepTime]> {
  const began = clock.monotonic();
  const made = await work();
  return [made, { step: name, seconds: secondsSince(began, clock.monotonic()), outcome: 'done' }];
}

function secondsSince(began: number, now: number): number {
  return Math.round(now - began) / 1000;
}
