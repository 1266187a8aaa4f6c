import type { Look } from './look.ts';

/** What a check says: `problem` is refused, `warning` is shown, `fine` is what a person may want to know. */
export interface Finding {
  readonly kind: 'problem' | 'warning' | 'fine';
  /** Without a full stop. */
  readonly text: string;
}

/** One check of a group: pure, on what was read of it. What could not be read it says nothing of. */
export type Check = (look: Look) => readonly Finding[];

export function problem(text: string): Finding {
  return { kind: 'problem', text };
}

export function warning(text: string): Finding {
  return { kind: 'warning', text };
}

export function fine(text: string): Finding {
  return { kind: 'fine', text };
}

/** A length of time as people write it: `90 s`, `5 min`. @param millis milliseconds */
export function length(millis: number): string {
  const seconds = Math.round(millis / 1000);
  return seconds >= 300 && seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
