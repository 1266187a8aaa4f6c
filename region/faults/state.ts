import type { KindName, Word } from './kinds.ts';

/** The faults that stand. */
export interface FaultsState {
  /** In the order in which they began. */
  standing: Fault[];
  /** How many there ever were: ids are not given twice. */
  made: number;
}

export interface Fault {
  readonly id: string;
  readonly kind: KindName;
  readonly words: FaultWords;
  /** Milliseconds since the epoch. */
  readonly began: number;
  /** It is over then; without it, when it is healed. */
  readonly until?: number;
  /** How often it still strikes; without it, any number of times. */
  times?: number;
  /** Instances that it has struck and that it is not done with, with when it is. */
  struck: Readonly<Record<string, number>>;
}

export type FaultWords = Readonly<Partial<Record<Word, string>>>;

export function emptyFaults(): FaultsState {
  return { standing: [], made: 0 };
}
